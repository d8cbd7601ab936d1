package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Counts, once a minute, what has been uncertain for longer than it normally takes to be found out about. One thread
 * counts; {@link #byAssistant} may be asked by any.
 */
final class Unresolved {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final String destination;
    private final DeliveryStore store;
    private final Duration normally;
    private final LongSupplier nanoTime;
    private boolean counted;
    private long countedNanos;
    private volatile Map<String, Long> byAssistant = Map.of();

    /** @param normally how long after it was last sent a delivery is found out about */
    Unresolved(String destination, DeliveryStore store, Duration normally, LongSupplier nanoTime) {
        this.destination = destination;
        this.store = store;
        this.normally = normally;
        this.nanoTime = nanoTime;
    }

    /** Counts if it is time to. */
    void count(Collection<String> assistants, Instant now) {
        long nanos = nanoTime.getAsLong();
        if (counted && nanos - countedNanos < INTERVAL.toNanos()) {
            return;
        }
        Map<String, Long> counts = new TreeMap<>();
        for (String assistant : assistants) {
            long count = store.unresolved(destination, assistant, now.minus(normally));
            if (count > 0) {
                counts.put(assistant, count);
            }
        }
        byAssistant = counts;
        counted = true;
        countedNanos = nanos;
    }

    /** How many there are, of those assistants that have any. Not to be changed. */
    Map<String, Long> byAssistant() {
        return byAssistant;
    }
}
