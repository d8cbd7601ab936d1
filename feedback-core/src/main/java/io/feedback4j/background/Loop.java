package io.feedback4j.background;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds on one daemon thread, pausing after each for as long as that round asked, or until {@link #wake()}.
 *
 * <p>A round that throws is logged with its stack and run again after a second: a bug in one round must not end the
 * work. The thread is never interrupted, because an interrupt can break an embedded database for everybody.
 *
 * <p>Thread-safe.
 */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration PAUSE_AFTER_BUG = Duration.ofSeconds(1);

    private final Supplier<Duration> round;
    private final Duration grace;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private boolean woken;
    private boolean closed;

    private Loop(String name, Supplier<Duration> round, Duration grace) {
        this.round = requireNonNull(round, "round");
        this.grace = requireNonNull(grace, "grace");
        this.thread = new Thread(this::run, "feedback-" + name);
        thread.setDaemon(true);
    }

    /**
     * Starts the first round at once.
     *
     * @param name what the thread does; it is called {@code feedback-<name>}
     * @param round does one piece of work and returns how long to pause afterwards
     * @param grace how long {@link #close()} waits for the running round
     */
    public static Loop start(String name, Supplier<Duration> round, Duration grace) {
        Loop loop = new Loop(name, round, grace);
        loop.thread.start();
        return loop;
    }

    /** Ends the present or the next pause at once. Cheap, and harmless when closed. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Duration pause = Duration.ZERO;
        while (pausedFor(pause)) {
            pause = runSafely();
        }
    }

    private Duration runSafely() {
        try {
            return round.get();
        } catch (RuntimeException | Error e) {
            LOG.error("{} failed and goes on in {} s", thread.getName(), PAUSE_AFTER_BUG.toSeconds(), e);
            return PAUSE_AFTER_BUG;
        }
    }

    /** @return whether another round is to be run */
    private boolean pausedFor(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!closed && !woken && left > 0) {
                left = change.awaitNanos(left);
            }
            woken = false;
            return !closed;
        } catch (InterruptedException e) {
            // Somebody else's interrupt is no reason to stop: only close() is.
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Starts no further round and waits for the running one, at most the grace period. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            change.signalAll();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            joinWithinGrace();
        }
    }

    private void joinWithinGrace() {
        boolean interrupted = false;
        long end = System.nanoTime() + grace.toNanos();
        try {
            for (long left = grace.toNanos(); left > 0 && thread.isAlive(); left = end - System.nanoTime()) {
                try {
                    NANOSECONDS.timedJoin(thread, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (thread.isAlive()) {
                LOG.warn("{} did not stop within {} s", thread.getName(), grace.toSeconds());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
