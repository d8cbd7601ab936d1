package io.feedback4j;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that passes, as {@link System#nanoTime} counts it, and besides while the machine sleeps or is moved to another
 * host: there nothing is counted, and the wall clock is ahead afterwards. Nobody may think after such a sleep that a right
 * which ends is still good. A clock that is set forward looks the same, and then rights are given up early, which harms
 * nothing.
 *
 * <p>Thread-safe.
 */
final class ElapsedTime implements LongSupplier {
    private static final long LEAP_NANOS = Duration.ofSeconds(2).toNanos();
    /** No right lasts as long, so that more would say nothing more. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private Instant lastAt;
    private long lastNanos;
    private long slept;

    ElapsedTime(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.lastAt = clock.instant();
        this.lastNanos = nanoTime.getAsLong();
    }

    @Override
    public synchronized long getAsLong() {
        Instant at = clock.instant();
        long nanos = nanoTime.getAsLong();
        Duration byClock = Duration.between(lastAt, at);
        long ahead = (byClock.compareTo(LONGEST) > 0 ? LONGEST : byClock).toNanos() - (nanos - lastNanos);
        if (ahead > LEAP_NANOS) {
            slept += ahead;
        }
        lastAt = at;
        lastNanos = nanos;
        return nanos + slept;
    }
}
