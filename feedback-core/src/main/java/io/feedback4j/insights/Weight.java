package io.feedback4j.insights;

import java.util.Locale;

/** What counts once. */
public enum Weight {
    /** Every vote. */
    VOTES,
    /** Every session, with its own share of its own votes, so that a few loud ones do not decide. */
    SESSIONS;

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
