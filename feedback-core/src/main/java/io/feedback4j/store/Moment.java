package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What was read, and as of when: every change that was committed before then is in it.
 *
 * @param asOf as of when
 * @param value what was read
 */
public record Moment<T>(Instant asOf, T value) {
    public Moment {
        requireNonNull(asOf, "asOf");
        requireNonNull(value, "value");
    }
}
