package io.feedback4j.model;

import java.util.Locale;

/** Where one feedback stands on its way to one destination. */
public enum DeliveryState {
    /** Waits for the settle window; may still be changed or taken back. */
    SETTLING,
    /** May be claimed by a sender. */
    READY,
    /** Leased by one node; may be on the wire. When the lease ends it becomes {@link #UNCERTAIN}, never {@link #READY}. */
    SENDING,
    /** The destination may have it; where there is a list it is looked up before anything is sent again. */
    UNCERTAIN,
    /** The destination answered with a complete 2xx, or it was found there. */
    DELIVERED,
    /** The destination will never take this one. */
    REJECTED,
    /** A newer feedback on the same target took its place before it was sent. */
    SUPERSEDED,
    /** Taken back before it was sent. */
    WITHDRAWN,
    /** Erased before it was sent. */
    ERASED,
    /** An operator decided not to send it. */
    DISCARDED;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in JSON and in the tables, such as {@code settling}. */
    public String word() {
        return word;
    }

    /** Whether something is still going to happen to it by itself. */
    public boolean isWaiting() {
        return this == SETTLING || this == READY || this == SENDING || this == UNCERTAIN;
    }

    /** @throws IllegalArgumentException when no state has this word */
    public static DeliveryState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
