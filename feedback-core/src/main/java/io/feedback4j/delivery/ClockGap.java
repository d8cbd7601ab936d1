package io.feedback4j.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a destination's clock is ahead of ours, as far as it says its time. Not thread-safe. */
public final class ClockGap {
    /** Two clocks are never taken to agree better than this. */
    private static final Duration SKEW = Duration.ofSeconds(5);
    /** A destination says its time in whole seconds. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    private Duration ahead = Duration.ZERO;
    private Duration tolerance = SKEW;

    /**
     * @param theirs {@code null} when it did not say
     * @param ours halfway between the question and the answer
     */
    public void compare(@Nullable Instant theirs, Instant ours) {
        if (theirs != null) {
            ahead = Duration.between(ours, theirs);
            tolerance = SKEW.plus(PRECISION);
        }
    }

    /** How far it is ahead; negative when it is behind. */
    Duration ahead() {
        return ahead;
    }

    /** Within which a moment of theirs, taken in our time, may still be another. */
    public Duration tolerance() {
        return tolerance;
    }

    /** The moment as our clock would have shown it. */
    public @Nullable Instant inOurTime(@Nullable Instant theirs) {
        return theirs == null ? null : theirs.minus(ahead);
    }

    /** The record with its moment as our clock would have shown it. */
    Listing.Item inOurTime(Listing.Item item) {
        return new Listing.Item(item.id(), item.fingerprint(), item.target(), inOurTime(item.createdAt()));
    }
}
