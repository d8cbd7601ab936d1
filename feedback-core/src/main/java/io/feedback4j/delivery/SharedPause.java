package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The silence that a destination asked for, told to all nodes by way of the store: the row of no assistant. How it is
 * doing otherwise, each node finds out and keeps to itself, because a node whose own network is broken must not stop the
 * others. Not thread-safe.
 */
final class SharedPause {
    /** The name of no assistant. */
    static final String EVERY_ASSISTANT = "";

    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(2);

    private final String destination;
    private final LongSupplier nanoTime;
    private Instant until = Instant.MIN;
    private Instant saved = Instant.MIN;
    private boolean read;
    private long readNanos;

    SharedPause(String destination, LongSupplier nanoTime) {
        this.destination = destination;
        this.nanoTime = nanoTime;
    }

    /** This node was asked to be silent until then. */
    void heard(Instant moment) {
        if (moment.isAfter(until)) {
            until = moment;
        }
    }

    /** Tells the others what they do not know. */
    void save(DeliveryStore store, Instant now) {
        if (until.isAfter(saved) && until.isAfter(now)) {
            store.save(new DestinationStatus(
                    destination, EVERY_ASSISTANT, State.PAUSED, now, until, 0, "asked to send less (429)"));
        }
        saved = until;
    }

    /** @return until when others were asked to be silent; {@code null} when this is nothing new */
    @Nullable
    Instant learn(DeliveryStore store) {
        long nanos = nanoTime.getAsLong();
        if (read && nanos - readNanos < BETWEEN_READINGS.toNanos()) {
            return null;
        }
        read = true;
        readNanos = nanos;
        for (DestinationStatus status : store.destinations()) {
            Instant told = status.nextAt();
            boolean ours = status.destination().equals(destination)
                    && status.assistantId().equals(EVERY_ASSISTANT);
            if (ours && told != null && told.isAfter(until)) {
                until = told;
                saved = told;
                return told;
            }
        }
        return null;
    }
}
