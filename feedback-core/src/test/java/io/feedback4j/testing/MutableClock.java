package io.feedback4j.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when told to. Thread-safe. */
public final class MutableClock implements InstantSource {
    /** When every such clock starts. */
    public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private Instant now = START;

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Moves it on, or back. @return the new time */
    public synchronized Instant advance(Duration by) {
        now = now.plus(by);
        return now;
    }
}
