package io.feedback4j;

import static java.util.Objects.requireNonNull;

/**
 * A value that must not be seen: it prints as {@code ***}.
 *
 * @param value the value itself
 */
public record Secret(String value) {

    public Secret {
        requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return "***";
    }
}
