package io.feedback4j.delivery;

import io.feedback4j.store.Claim;
import io.feedback4j.store.Sent;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * One sending that is looked for in a destination's list.
 *
 * @param claim under which right what is found is written down
 * @param target what it is about, in the destination's words
 * @param fingerprint what was sent
 * @param from before which no record can be of it
 * @param until after which no record can be of it
 * @param certain whether the destination has it for certain
 */
record Sought(Claim claim, String target, String fingerprint, Instant from, Instant until, boolean certain) {
    /** Who is there for certain has the better right to a record, then who was sent earlier. */
    static final Comparator<Sought> FIRST_SERVED = Comparator.comparing((Sought one) -> !one.certain())
            .thenComparing(Sought::from)
            .thenComparing(one -> one.claim().id());

    static Sought of(Uncertain one, ListedDestination destination, Instant now) {
        return new Sought(
                one.claim(),
                destination.target(one.sessionId(), one.messageId()),
                one.fingerprint(),
                one.firstAttemptAt(),
                now,
                false);
    }

    /** @param within how long after it was claimed an exchange can end: it may have waited for its turn */
    static Sought of(Sent one, ListedDestination destination, Duration within) {
        return new Sought(
                one.claim(),
                destination.target(one.sessionId(), one.messageId()),
                one.fingerprint(),
                one.firstAttemptAt(),
                one.lastAttemptAt().plus(within),
                true);
    }

    /** Whether a record made then can be of it. */
    boolean fits(Instant created, Duration tolerance) {
        return !created.isBefore(from.minus(tolerance)) && !created.isAfter(until.plus(tolerance));
    }
}
