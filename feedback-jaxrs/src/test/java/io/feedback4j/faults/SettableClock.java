package io.feedback4j.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The machine's clock, put forward or back. Thread-safe. */
final class SettableClock extends Clock {
    private volatile Duration shift = Duration.ZERO;

    /** @param duration how far from the machine's clock, such as {@code -PT1H} */
    void shift(String duration) {
        shift = Duration.parse(duration);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
