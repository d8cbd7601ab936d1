package io.feedback4j.delivery;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time do its work; a second one need not wait for ever. Thread-safe. */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();

    /** Waits for as long as it takes. */
    <T> T take(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long at the most; an interrupt ends the waiting and is kept. @return whether the work was done */
    boolean tryTake(Duration patience, Runnable work) {
        if (!tryLock(patience)) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean tryLock(Duration patience) {
        try {
            return lock.tryLock(patience.toNanos(), NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lock.tryLock();
        }
    }
}
