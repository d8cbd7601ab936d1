package io.feedback4j.delivery;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends on threads of its own what it is handed and collects the outcomes. As long as all goes well a sender that has
 * delivered goes on with the next one by itself, so that it need not wait for whatever a round writes down; after anything
 * else none does before the next round has judged it.
 *
 * <p>Thread-safe.
 */
final class Senders {
    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final Destination destination;
    private final Executor workers;
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private final Deque<Sending> waiting = new ArrayDeque<>();
    private final Set<Sending> running = ConcurrentHashMap.newKeySet();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private int busy;
    private boolean wentWell;
    private volatile boolean closing;

    /** @param wake called whenever something has finished */
    Senders(Destination destination, Executor workers, LongSupplier nanoTime, Runnable wake) {
        this.destination = destination;
        this.workers = workers;
        this.nanoTime = nanoTime;
        this.wake = wake;
    }

    /** Has this one wait for its turn. */
    synchronized void add(Sending sending) {
        waiting.addLast(sending);
    }

    /** The same, before all others. */
    synchronized void addFirst(Sending sending) {
        waiting.addFirst(sending);
    }

    /** How many wait for their turn. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** Takes back what waits and is not to be sent now. */
    synchronized List<Sending> takeBack(Predicate<Sending> wanted) {
        List<Sending> taken = waiting.stream().filter(wanted).toList();
        waiting.removeAll(taken);
        return taken;
    }

    /** Has no sender go on by itself before {@link #start}. */
    synchronized void hold() {
        wentWell = false;
    }

    /**
     * Begins as many as may be sent at once. Each comes out of {@link #takeFinished} in any case.
     *
     * @param atOnce the number for now; senders that are too many end with what they are doing
     */
    void start(int atOnce) {
        for (Sending next = begin(atOnce); next != null; next = begin(atOnce)) {
            Sending first = next;
            try {
                workers.execute(() -> run(first));
            } catch (RejectedExecutionException e) {
                ended(first, null, nanoTime.getAsLong());
            }
        }
    }

    private synchronized @Nullable Sending begin(int atOnce) {
        // What has ended and was not judged yet may be a reason not to go on.
        wentWell = finished.stream().allMatch(Senders::isDelivered);
        Sending next = busy < atOnce ? waiting.poll() : null;
        if (next != null) {
            busy++;
            running.add(next);
        }
        return next;
    }

    /** @return what a sender is to do next; {@code null} when it is to end */
    private synchronized @Nullable Sending goOn(boolean delivered) {
        wentWell &= delivered;
        Sending next = wentWell && !closing ? waiting.poll() : null;
        if (next == null) {
            busy--;
        } else {
            running.add(next);
        }
        return next;
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
    synchronized void stop() {
        closing = true;
    }

    /** What was begun and has not finished. */
    Set<Sending> running() {
        return Set.copyOf(running);
    }

    private void run(Sending first) {
        Sending next = first;
        while (next != null) {
            next = runOne(next);
        }
    }

    private @Nullable Sending runOne(Sending sending) {
        long started = nanoTime.getAsLong();
        if (closing || started - sending.startBeforeNanos() >= 0) {
            return ended(sending, null, started);
        }
        Outcome outcome = new Outcome.Unknown(null, null, "sending failed for a reason of our own");
        Sending next;
        try {
            // A host's own destination may not keep to the contract, and null would mean that nothing was sent.
            outcome = requireNonNullElse(destination.send(sending.feedback()), outcome);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("Sending {} to {} failed", sending.claim().id(), destination.name(), e);
        } finally {
            next = ended(sending, outcome, started);
        }
        return next;
    }

    /** @return what to go on with; {@code null} to end */
    private @Nullable Sending ended(Sending sending, @Nullable Outcome outcome, long started) {
        finished.add(new Finished(sending, outcome, started));
        running.remove(sending);
        Sending next = goOn(outcome instanceof Outcome.Delivered);
        wake.run();
        return next;
    }

    private static boolean isDelivered(Finished one) {
        return one.outcome() instanceof Outcome.Delivered;
    }
}
