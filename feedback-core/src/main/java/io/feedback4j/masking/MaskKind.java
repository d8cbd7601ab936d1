package io.feedback4j.masking;

import java.util.Locale;

/** What can be masked in a text. */
public enum MaskKind {
    /** E-mail addresses, internationalised ones too. */
    EMAIL,
    /** Phone numbers, in international and in common national forms. */
    PHONE,
    /** Numbers of payment cards. */
    CARD;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in settings and in JSON, such as {@code email}. */
    public String word() {
        return word;
    }

    /** What stands in the text instead, such as {@code [email]}. */
    public String replacement() {
        return "[" + word + "]";
    }

    /** @throws IllegalArgumentException when no kind has this word */
    public static MaskKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
