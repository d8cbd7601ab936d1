package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What became of deliveries and is not written down yet. What somebody holds in the store is put aside for a while, so
 * that the others need not wait for it. Not thread-safe.
 */
final class Unrecorded {
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final List<DeliveryResult> results = new ArrayList<>();
    private final List<DeliveryResult> held = new ArrayList<>();
    private long heldNanos;

    Unrecorded(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void add(DeliveryResult result) {
        results.add(result);
    }

    void addAll(Collection<DeliveryResult> more) {
        results.addAll(more);
    }

    /** Whether nothing is to be written down now. */
    boolean isEmpty() {
        return results.isEmpty();
    }

    /** How many there are, with those that are put aside. */
    int size() {
        return results.size() + held.size();
    }

    /** Nothing changes when this throws. */
    void writeDown(DeliveryStore store, Instant now) {
        if (!held.isEmpty() && nanoTime.getAsLong() - heldNanos >= AGAIN.toNanos()) {
            takeHeldAgain();
        }
        if (!results.isEmpty()) {
            List<DeliveryResult> left = store.record(List.copyOf(results), now);
            results.clear();
            held.addAll(left);
            heldNanos = left.isEmpty() ? heldNanos : nanoTime.getAsLong();
        }
    }

    /** Before the last attempt. */
    void takeHeldAgain() {
        results.addAll(0, held);
        held.clear();
    }
}
