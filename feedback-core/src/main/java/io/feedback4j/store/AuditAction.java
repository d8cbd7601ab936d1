package io.feedback4j.store;

import java.util.Locale;

/** What somebody did that is kept in the audit. Reading is not: it goes to the log, a line for each. */
public enum AuditAction {
    /** Sent again what was rejected. */
    RESEND,
    /** Gave up what was rejected. */
    DISCARD,
    /** Took somebody else's feedback back. */
    WITHDRAW,
    /** Brought in what is at a destination. */
    IMPORT,
    /** Erased a session. */
    ERASE,
    /** Said that the votes of a burst count. */
    INCLUDE_BURST,
    /** Set the votes of a burst apart again. */
    EXCLUDE_BURST,
    /** Kept a marker. */
    MARK,
    /** Forgot a marker. */
    UNMARK;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the tables. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException when no action has this word */
    public static AuditAction of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
