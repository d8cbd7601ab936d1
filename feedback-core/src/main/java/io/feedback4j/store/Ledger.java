package io.feedback4j.store;

import io.feedback4j.model.DeliveryState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The books of one destination: what came in must be somewhere.
 *
 * @param destination whose
 * @param accepted how many were ever accepted, by a counter of its own
 * @param states how many are in each state now; every state is there
 * @param purged how many were deleted for their age
 * @param oldestWaiting when the oldest delivery that waits was accepted; {@code null} when none waits
 * @param duplicates how many records were ever found at the destination beside the one that belongs there; no part of
 *     the sum
 */
public record Ledger(
        String destination,
        long accepted,
        Map<DeliveryState, Long> states,
        long purged,
        @Nullable Instant oldestWaiting,
        long duplicates) {

    /** Without a duplicate. */
    public Ledger(
            String destination,
            long accepted,
            Map<DeliveryState, Long> states,
            long purged,
            @Nullable Instant oldestWaiting) {
        this(destination, accepted, states, purged, oldestWaiting, 0);
    }

    public Ledger {
        states = Map.copyOf(states);
    }

    /** How many deliveries are not at their end. */
    public long waiting() {
        return states.entrySet().stream()
                .filter(entry -> entry.getKey().isWaiting())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether what was accepted is all accounted for. */
    public boolean isBalanced() {
        return accepted
                == purged + states.values().stream().mapToLong(Long::longValue).sum();
    }
}
