package io.feedback4j.delivery;

import io.feedback4j.model.FeedbackId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feedback that cannot be sent for a fault of our own: left out, so that it holds up nothing else, and tried again more
 * and more seldom. What this forgets, for its bound or for a restart, is tried once more.
 *
 * <p>One thread changes it; {@link #size} may be asked by any.
 */
final class SetAside {
    /** How many are remembered. */
    static final int MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMinutes(1), Duration.ofHours(1), () -> 1);

    private static final Duration ASKED_FOR_WITHIN = Duration.ofHours(1);

    private final LongSupplier nanoTime;
    private final Map<FeedbackId, Fault> faults = new LinkedHashMap<>();
    private volatile int size;

    private record Fault(int times, long untilNanos) {}

    SetAside(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Leaves this one out for a while. Says nothing of what the problem says, which could quote the feedback. */
    void add(FeedbackId id, Throwable problem) {
        Fault before = faults.remove(id);
        int times = before == null ? 1 : before.times() + 1;
        if (before == null) {
            LOG.error(
                    "{} cannot be sent ({}); the others are",
                    id,
                    problem.getClass().getName());
        }
        if (faults.size() == MAX) {
            faults.remove(faults.keySet().iterator().next());
        }
        faults.put(
                id, new Fault(times, nanoTime.getAsLong() + BACKOFF.limit(times).toNanos()));
        size = faults.size();
    }

    /** Whether this one is to be left out now. */
    boolean holds(FeedbackId id) {
        Fault fault = faults.get(id);
        return fault != null && fault.untilNanos() - nanoTime.getAsLong() > 0;
    }

    /** How many there are, without those that nobody asked for any more after their time was over. */
    int current() {
        faults.values().removeIf(fault -> nanoTime.getAsLong() - fault.untilNanos() > ASKED_FOR_WITHIN.toNanos());
        size = faults.size();
        return size;
    }

    /** It could be sent after all. */
    void remove(FeedbackId id) {
        if (faults.remove(id) != null) {
            size = faults.size();
        }
    }

    /** How many are remembered. */
    int size() {
        return size;
    }
}
