package io.feedback4j.intake;

import static java.util.Objects.requireNonNull;

import io.feedback4j.background.Loop;
import io.feedback4j.model.Target;
import io.feedback4j.store.ImpressionStore;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what was shown. Not by the way of votes, and not by a commit for each request: it waits in a bounded line of its
 * own, and about once a second what waits is written with one commit for each few hundred, so that the writer of votes has
 * the store to itself for the rest of the time. The price is that up to a second of it is lost in a crash. It is a hint:
 * a share of answers that were judged is as good without that second, and a vote is worth more than a hundred of these.
 *
 * <p>Thread-safe. {@link #offer} never blocks.
 */
public final class Impressions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Impressions.class);
    private static final int MAX_WAITING = 10_000;
    /** So many with one commit, because votes wait for it. */
    private static final int PORTION = 250;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Where more waits than goes into one commit; votes have nine tenths of the time all the same. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(50);

    private static final Duration PAUSE_WHILE_DOWN = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ImpressionStore store;
    private final InstantSource clock;
    private final int maxWaiting;
    private final Set<Target> waiting = new LinkedHashSet<>();
    /** Held while a portion is written. */
    private final Object writing = new Object();

    private boolean idle;
    private boolean closed;
    private boolean down;
    private @Nullable Loop loop;

    private Impressions(ImpressionStore store, InstantSource clock, int maxWaiting) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.maxWaiting = maxWaiting;
    }

    /** Starts taking in. */
    public static Impressions start(ImpressionStore store, InstantSource clock) {
        return start(store, clock, MAX_WAITING);
    }

    /** @param maxWaiting how many may wait */
    static Impressions start(ImpressionStore store, InstantSource clock, int maxWaiting) {
        Impressions impressions = new Impressions(store, clock, maxWaiting);
        impressions.loop = Loop.start("impressions", impressions::round, GRACE);
        return impressions;
    }

    /** @return false when none of them is taken, because too many wait or because this is closed */
    public boolean offer(Collection<Target> shown) {
        if (!join(shown)) {
            return false;
        }
        Loop running = loop;
        if (running != null && wasIdle()) {
            running.wake();
        }
        return true;
    }

    private synchronized boolean join(Collection<Target> shown) {
        if (closed || waiting.size() + shown.size() > maxWaiting) {
            return false;
        }
        waiting.addAll(shown);
        return true;
    }

    private synchronized boolean wasIdle() {
        boolean was = idle;
        idle = false;
        return was;
    }

    /** Lets go of what waits of this session, after what is being written: it is about to be erased. */
    public void forget(String assistantId, String sessionId) {
        synchronized (writing) {
            remove(assistantId, sessionId);
        }
    }

    private synchronized void remove(String assistantId, String sessionId) {
        waiting.removeIf(target ->
                target.assistantId().equals(assistantId) && target.sessionId().equals(sessionId));
    }

    private Duration round() {
        synchronized (writing) {
            List<Target> portion = portion();
            if (portion.isEmpty()) {
                return IDLE;
            }
            if (!write(portion)) {
                return PAUSE_WHILE_DOWN;
            }
        }
        return size() < PORTION ? PAUSE : SHORT_PAUSE;
    }

    private synchronized List<Target> portion() {
        idle = waiting.isEmpty();
        return waiting.stream().limit(PORTION).toList();
    }

    /** @return whether it was written */
    private boolean write(List<Target> portion) {
        try {
            int unused = store.add(portion, clock.instant());
            written(portion);
            return true;
        } catch (StoreException e) {
            down(e);
            return false;
        }
    }

    private synchronized void written(List<Target> portion) {
        portion.forEach(waiting::remove);
        down = false;
    }

    private synchronized void down(StoreException e) {
        if (!down) {
            down = true;
            LOG.warn("What was shown cannot be kept at the moment, and waits: {}", e.getMessage());
        }
    }

    /** Takes nothing in any more and writes what waits, if it can be written at once. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        List<Target> portion = portion();
        while (!portion.isEmpty() && write(portion)) {
            portion = portion();
        }
        if (!portion.isEmpty()) {
            LOG.warn("{} notes of what was shown are lost", size());
        }
    }

    private synchronized int size() {
        return waiting.size();
    }
}
