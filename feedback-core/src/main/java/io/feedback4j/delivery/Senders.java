package io.feedback4j.delivery;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends on threads of its own what it is handed and collects the outcomes. Thread-safe. */
final class Senders {
    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final Destination destination;
    private final Executor workers;
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private final Set<Sending> running = ConcurrentHashMap.newKeySet();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;

    /** @param wake called whenever something has finished */
    Senders(Destination destination, Executor workers, LongSupplier nanoTime, Runnable wake) {
        this.destination = destination;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.wake = wake;
    }

    /** Hands one over; it comes out of {@link #takeFinished} in any case. */
    void send(Sending sending) {
        running.add(sending);
        try {
            workers.execute(() -> run(sending));
        } catch (RejectedExecutionException e) {
            finish(sending, null);
        }
    }

    /** What has finished since the last call. */
    List<Finished> takeFinished() {
        List<Finished> taken = new ArrayList<>();
        for (Finished next = finished.poll(); next != null; next = finished.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** Begins no further request. */
    void stop() {
        closing = true;
    }

    /** What was handed over and has not finished. */
    Set<Sending> running() {
        return Set.copyOf(running);
    }

    private void run(Sending sending) {
        long started = nanoTime.getAsLong();
        if (closing || started - sending.startBeforeNanos() >= 0) {
            finish(sending, null);
            return;
        }
        Outcome outcome = new Outcome.Unknown(null, null, "sending failed for a reason of our own");
        try {
            // A host's own destination may not keep to the contract, and null would mean that nothing was sent.
            outcome = requireNonNullElse(destination.send(sending.feedback()), outcome);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("Sending {} to {} failed", sending.claim().id(), destination.name(), e);
        } finally {
            finished.add(new Finished(sending, outcome, started));
            running.remove(sending);
            wake.run();
        }
    }

    private void finish(Sending sending, @Nullable Outcome outcome) {
        finished.add(new Finished(sending, outcome, nanoTime.getAsLong()));
        running.remove(sending);
        wake.run();
    }
}
