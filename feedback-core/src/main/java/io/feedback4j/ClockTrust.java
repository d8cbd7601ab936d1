package io.feedback4j;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the wall clock can be relied on for what cannot be undone, such as deleting what is old. A machine that starts
 * with a wrong date, or is given one, must not make everything old at once.
 *
 * <p>The clock is relied on when it has gone as fast as time passed inside this process, without a step, for an hour;
 * and for a day when it is more than thirty days later than the last moment that was relied on. Not thread-safe.
 */
final class ClockTrust {
    private static final Logger LOG = LoggerFactory.getLogger(ClockTrust.class);
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);
    private static final Duration LONG_ENOUGH_AFTER_A_LEAP = Duration.ofDays(1);
    private static final Duration LEAP = Duration.ofDays(30);
    /** In an hour. Clocks are corrected little by little all the time, and rounds pause. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private Instant comparedAt;
    private long comparedNanos;
    private long steadySinceNanos;

    /** @param nanos as {@link System#nanoTime}, at the same moment */
    ClockTrust(Instant now, long nanos) {
        this.comparedAt = now;
        this.comparedNanos = nanos;
        this.steadySinceNanos = nanos;
    }

    /** @param lastTrusted the last moment that was relied on, by this process or one before */
    boolean isTrusted(Instant now, long nanos, Instant lastTrusted) {
        compare(now, nanos);
        boolean leap = now.isAfter(lastTrusted.plus(LEAP));
        Duration needed = leap ? LONG_ENOUGH_AFTER_A_LEAP : LONG_ENOUGH;
        return Duration.ofNanos(nanos - steadySinceNanos).compareTo(needed) >= 0;
    }

    private void compare(Instant now, long nanos) {
        Duration passed = Duration.ofNanos(nanos - comparedNanos);
        Duration step = Duration.between(comparedAt, now).minus(passed);
        if (step.abs().compareTo(TOLERANCE) > 0) {
            LOG.warn(
                    "The clock was set from about {} to {}: nothing is deleted for its age for a while",
                    comparedAt.plus(passed),
                    now);
            steadySinceNanos = nanos;
        } else if (passed.compareTo(LONG_ENOUGH) < 0) {
            return;
        }
        comparedAt = now;
        comparedNanos = nanos;
    }
}
