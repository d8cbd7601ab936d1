package io.feedback4j.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Real time, which can be made to pass at once, for all who go by it: nobody has to wait for a lease to end. Thread-safe. */
public final class LeapingClock {
    private final AtomicLong leaptNanos = new AtomicLong();

    /** So much time has passed. */
    public void leap(Duration by) {
        leaptNanos.addAndGet(by.toNanos());
    }

    /** What time it is by another clock that leaps along. */
    public InstantSource along(InstantSource other) {
        return () -> {
            Instant now = other.instant();
            return now.plusNanos(leaptNanos.get());
        };
    }

    /** Time that passes, as {@link System#nanoTime}. */
    public LongSupplier nanoTime() {
        return () -> System.nanoTime() + leaptNanos.get();
    }
}
