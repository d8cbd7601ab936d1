package io.feedback4j;

import java.time.Duration;

/**
 * How many in how long, such as {@code 60/PT1M}.
 *
 * @param permits at least 1
 * @param period longer than nothing
 */
public record RateLimit(int permits, Duration period) {

    /** @throws IllegalArgumentException when out of range */
    public RateLimit {
        if (permits < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("must be like 60/PT1M");
        }
    }

    @Override
    public String toString() {
        return permits + "/" + period;
    }
}
