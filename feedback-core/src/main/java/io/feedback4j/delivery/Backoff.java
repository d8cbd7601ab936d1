package io.feedback4j.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after failures in a row: somewhere between nothing and a limit that doubles with each failure, so
 * that many senders do not come back together ("full jitter").
 *
 * @param base the limit after the first failure
 * @param cap the highest limit
 * @param random from 0 (inclusive) to 1
 */
record Backoff(Duration base, Duration cap, DoubleSupplier random) {
    private static final int MAX_DOUBLINGS = 32;

    /** @param failures how many in a row, 1 or more */
    Duration delay(int failures) {
        return Duration.ofMillis((long) (random.getAsDouble() * limit(failures).toMillis()));
    }

    /** The longest {@link #delay} can be. */
    Duration limit(int failures) {
        int doublings = Math.min(Math.max(failures, 1) - 1, MAX_DOUBLINGS);
        Duration limit = base.multipliedBy(1L << doublings);
        return limit.compareTo(cap) > 0 ? cap : limit;
    }
}
