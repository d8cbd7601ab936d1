package io.feedback4j.model;

import java.util.Optional;

/**
 * The name of one feedback: {@code aia_fdbk_} and a UUID version 7 (RFC 9562), so that ids sort by the time they were
 * made. It is not a secret and opens nothing.
 *
 * @param value the whole id, 45 characters
 */
public record FeedbackId(String value) implements Comparable<FeedbackId> {
    /** What every id begins with. */
    public static final String PREFIX = "aia_fdbk_";

    private static final String FORM = PREFIX + "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    /** @throws IllegalArgumentException when the value has another form */
    public FeedbackId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("not a feedback id");
        }
    }

    /** Reads an id that a stranger sent; empty when it has another form. */
    public static Optional<FeedbackId> parse(String value) {
        return isOne(value) ? Optional.of(new FeedbackId(value)) : Optional.empty();
    }

    /** By hand and not by a pattern, because every vote is checked several times on the one thread that writes. */
    private static boolean isOne(String value) {
        if (value.length() != FORM.length() || !value.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < FORM.length(); i++) {
            char c = value.charAt(i);
            boolean hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
            if (FORM.charAt(i) == 'x' ? !hex : c != '-') {
                return false;
            }
        }
        return true;
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
