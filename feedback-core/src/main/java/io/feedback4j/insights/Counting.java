package io.feedback4j.insights;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.InsightsStore;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of adding up what was voted. Where there is more than is added up at once, it leaves the store alone for longer
 * than it has used it, so that it takes a small part of what votes need: numbers are late then, which they say.
 *
 * <p>Knows no thread. Rounds are run by one loop.
 */
public final class Counting implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(Counting.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration AFTER_AN_OUTAGE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(1);
    /** So many votes in one transaction, for which votes wait where there is one writer: about ten milliseconds. */
    private static final int PORTION = 400;
    /** Of ten parts of the time it takes one. */
    private static final int PAUSED_FOR_EACH = 9;

    private final InsightsStore store;
    private final LongSupplier nanoTime;

    /** @param nanoTime time that passes inside this process, as {@link System#nanoTime} */
    public Counting(InsightsStore store, LongSupplier nanoTime) {
        this.store = requireNonNull(store, "store");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    }

    @Override
    public Duration get() {
        long start = nanoTime.getAsLong();
        int counted;
        try {
            counted = store.fold(PORTION);
        } catch (StoreException e) {
            LOG.debug("Votes are added up later", e);
            return AFTER_AN_OUTAGE;
        }
        if (counted == 0) {
            return PAUSE;
        }
        Duration pause =
                Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - start)).multipliedBy(PAUSED_FOR_EACH);
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
