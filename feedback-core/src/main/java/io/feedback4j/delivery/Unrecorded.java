package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of deliveries and is not written down yet. What somebody holds in the store is put aside for a while, so
 * that the others need not wait for it. Not thread-safe.
 */
final class Unrecorded {
    private static final Logger LOG = LoggerFactory.getLogger(Unrecorded.class);
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

    /** After the last attempt: says what is lost, if anything is. @param problem why it could not be written down */
    void giveUp(@Nullable String problem) {
        int lost = results.size() + held.size();
        if (lost > 0) {
            String message = "What became of {} deliveries could not be written down; the next start looks them up: {}";
            LOG.warn(message, lost, problem);
        }
    }
}
