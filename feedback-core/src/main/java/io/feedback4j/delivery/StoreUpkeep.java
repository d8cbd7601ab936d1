package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps deliveries in the store from waiting for what will not come: for senders that are gone, for a time that a clock
 * which was set back put far ahead, and for a look-up where nothing is looked up. Not thread-safe.
 */
final class StoreUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(StoreUpkeep.class);
    private static final Duration CLAMP_INTERVAL = Duration.ofHours(1);
    /** The longest that anything settles. */
    private static final Duration LONGEST_SETTLING = Duration.ofMinutes(5);
    /** Nothing puts anything off for more than an hour. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(65);

    private final String destination;
    private final DeliveryStore store;
    private final DeliveryOptions options;
    private final LongSupplier nanoTime;
    private boolean opened;
    private long leasesNanos;
    private long clampedNanos;

    StoreUpkeep(String destination, DeliveryStore store, DeliveryOptions options, LongSupplier nanoTime) {
        this.destination = destination;
        this.store = store;
        this.options = options;
        this.nanoTime = nanoTime;
    }

    /** Whether {@link #open} came to its end. */
    boolean isOpen() {
        return opened;
    }

    /** Does what is to be done once before anything else. */
    void open(Instant now) {
        endLeases(options.soleOwner() ? options.owner() : null, now);
        clamp(now);
        opened = true;
    }

    /** Does what it is time for. */
    void run(Instant now) {
        if (nanoTime.getAsLong() - leasesNanos >= options.leaseInterval().toNanos()) {
            endLeases(null, now);
        }
        if (nanoTime.getAsLong() - clampedNanos >= CLAMP_INTERVAL.toNanos()) {
            clamp(now);
        }
    }

    private void endLeases(@Nullable String exceptOwner, Instant now) {
        store.endLeases(destination, exceptOwner, now, now.plus(options.grace()));
        // Not earlier: until then a request of it may be on its way, and what was said later must not overtake it.
        if (options.uncertainty() == UncertaintyPolicy.PARK) {
            store.park(destination, now.minus(options.holdsUpFor()));
        }
        leasesNanos = nanoTime.getAsLong();
    }

    private void clamp(Instant now) {
        int clamped = store.clampWaiting(destination, now, now.plus(LONGEST_SETTLING), now.plus(LONGEST_WAIT));
        // Another setting, here before or on another node until now, parked it.
        if (options.uncertainty() != UncertaintyPolicy.PARK) {
            store.unpark(destination, now);
        }
        clampedNanos = nanoTime.getAsLong();
        if (clamped > 0) {
            LOG.warn(
                    "The clock was set back: {} deliveries to {} that would have waited too long go on soon",
                    clamped,
                    destination);
        }
    }
}
