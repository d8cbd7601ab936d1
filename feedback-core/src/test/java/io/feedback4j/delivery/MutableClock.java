package io.feedback4j.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to move; its nanoseconds move along. Thread-safe. */
public final class MutableClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private volatile long nanos = 1_000_000_000_000L;

    @Override
    public Instant instant() {
        return now;
    }

    /** Time that passes inside the process. */
    public long nanos() {
        return nanos;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** Sets the wall clock alone, as an operator does. */
    public void jump(Duration duration) {
        now = now.plus(duration);
    }
}
