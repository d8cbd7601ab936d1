package io.feedback4j.intake;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be written down, first come first served, bounded in number and size. What was taken out counts until
 * it is {@link #answered}, so that answers cannot pile up either. Thread-safe.
 */
final class WaitingLine {
    /** What became of the wish to join. */
    enum Entry {
        /** Joined, and nobody was waiting before. */
        FIRST,
        JOINED,
        FULL,
        CLOSED
    }

    private final int maxRows;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition emptied = lock.newCondition();
    private final ArrayDeque<Waiting<?>> line = new ArrayDeque<>();

    private int rows;
    private long bytes;
    private boolean closed;

    WaitingLine(int maxRows, long maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    Entry join(Waiting<?> waiting) {
        lock.lock();
        try {
            if (closed) {
                return Entry.CLOSED;
            }
            if (rows >= maxRows || bytes + waiting.bytes() > maxBytes) {
                return Entry.FULL;
            }
            rows++;
            bytes += waiting.bytes();
            line.add(waiting);
            return line.size() == 1 ? Entry.FIRST : Entry.JOINED;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first few out. */
    List<Waiting<?>> take(int max) {
        lock.lock();
        try {
            List<Waiting<?>> taken = new ArrayList<>(Math.min(max, line.size()));
            while (taken.size() < max && !line.isEmpty()) {
                taken.add(line.remove());
            }
            if (line.isEmpty()) {
                emptied.signalAll();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    void answered(Waiting<?> waiting) {
        lock.lock();
        try {
            rows--;
            bytes -= waiting.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** How many have no answer yet. */
    int rows() {
        lock.lock();
        try {
            return rows;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody join any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all are taken out, at most this long; goes on waiting when interrupted. */
    void awaitEmpty(Duration atMost) {
        boolean interrupted = false;
        lock.lock();
        try {
            long end = System.nanoTime() + atMost.toNanos();
            for (long left = atMost.toNanos(); !line.isEmpty() && left > 0; left = end - System.nanoTime()) {
                try {
                    var unused = emptied.await(left, NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
