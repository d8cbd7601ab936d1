package io.feedback4j.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of one feedback: {@code aia_fdbk_} and a UUID version 7 (RFC 9562), so that ids sort by the time they were
 * made. It is not a secret and opens nothing.
 *
 * @param value the whole id, 45 characters
 */
public record FeedbackId(String value) implements Comparable<FeedbackId> {
    /** What every id begins with. */
    public static final String PREFIX = "aia_fdbk_";

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException when the value has another form */
    public FeedbackId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a feedback id");
        }
    }

    /** Reads an id that a stranger sent; empty when it has another form. */
    public static Optional<FeedbackId> parse(String value) {
        return FORM.matcher(value).matches() ? Optional.of(new FeedbackId(value)) : Optional.empty();
    }

    @Override
    public int compareTo(FeedbackId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
