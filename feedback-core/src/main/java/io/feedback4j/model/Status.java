package io.feedback4j.model;

import java.util.Locale;

/** What became of something that was said. Exactly one feedback of a {@link Target} is {@link #CURRENT}, or none. */
public enum Status {
    /** The last word on its target. */
    CURRENT,
    /** A later feedback on the same target took its place. */
    REPLACED,
    /** Taken back by its voter; text and reasons are gone. */
    WITHDRAWN,
    /** Erased with its session; everything but the fact is gone. */
    ERASED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the tables, such as {@code current}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException when no status has this word */
    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
