package io.feedback4j.model;

import java.util.Locale;

/** By which way feedback came in. */
public enum Source {
    /** It was given here. */
    API,
    /** A destination had it, and it was brought in from there. */
    IMPORT;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the tables, such as {@code api}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException when no source has this word */
    public static Source of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
