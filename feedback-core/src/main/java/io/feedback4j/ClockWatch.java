package io.feedback4j;

import io.feedback4j.store.Store;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the clock that nodes share right. Knows no thread. */
final class ClockWatch implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Store store;

    ClockWatch(Store store) {
        this.store = store;
    }

    @Override
    public Duration get() {
        try {
            store.lookAtClock();
        } catch (StoreException e) {
            LOG.debug("The clock of {} cannot be looked at", store.place(), e);
        }
        return PAUSE;
    }
}
