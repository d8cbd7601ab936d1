package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.BUSY;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.feedback4j.store.StoreException;
import java.util.concurrent.Semaphore;

/** Lets so many in at once and no more, so that those who want one thing cannot take everything. Thread-safe. */
final class Bulkhead {
    private static final int MAX_WAITING = 60;
    private static final long WAIT_MILLIS = 2_000;

    private final Semaphore free;
    private final int size;

    Bulkhead(int size) {
        this.size = size;
        this.free = new Semaphore(size, true);
    }

    /** @throws StoreException when it stays full, or the thread is interrupted while it waits */
    void enter() {
        if (free.tryAcquire()) {
            return;
        }
        if (free.getQueueLength() >= MAX_WAITING || !acquired(WAIT_MILLIS, 1)) {
            throw new StoreException(BUSY, "Too many are using the store at once", null);
        }
    }

    void leave() {
        free.release();
    }

    /** Lets nobody in any more. @return whether all had left in time */
    boolean close(long millis) {
        return acquired(millis, size);
    }

    private boolean acquired(long millis, int permits) {
        try {
            return free.tryAcquire(permits, millis, MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(TRANSIENT, "Interrupted while waiting for the store", e);
        }
    }
}
