package io.feedback4j.background;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of daemon threads for work that others decide on. They start when first needed and end when idle for
 * a minute, so that a quiet host has none of them.
 *
 * <p>Thread-safe.
 */
public final class Workers implements Executor, AutoCloseable {
    private final ThreadPoolExecutor executor;
    private final Duration grace;

    /**
     * @param name the threads are called {@code feedback-<name>-<n>}
     * @param threads how many at the most
     * @param grace how long {@link #close()} waits for what is running
     */
    public Workers(String name, int threads, Duration grace) {
        this.grace = grace;
        AtomicInteger count = new AtomicInteger();
        this.executor =
                new ThreadPoolExecutor(threads, threads, 60_000, MILLISECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "feedback-" + name + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Hands work over; it runs in the order given as soon as a thread is free. The caller bounds what it hands in.
     *
     * @throws RejectedExecutionException when closed
     */
    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    /** Takes no more work and waits for what was handed in, at most the grace period. Nothing is interrupted. Idempotent. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            executor.awaitTermination(grace.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
