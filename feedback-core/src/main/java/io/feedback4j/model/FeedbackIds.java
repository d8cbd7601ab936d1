package io.feedback4j.model;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Makes ids that grow: each is greater than the one before, also within a millisecond and when the clock steps back.
 *
 * <p>UUID version 7 of RFC 9562 with the monotonic counter of its section 6.2, method 1: 12 bits that start at random
 * below 2048 in each millisecond; when they run out, the time in the id runs ahead of the clock by a millisecond.
 *
 * <p>Thread-safe.
 */
public final class FeedbackIds {
    private static final int COUNTER_END = 1 << 12;

    private final InstantSource clock;
    private final SecureRandom random;
    private long lastMillis;
    private int counter;

    /** @param random where the 62 random bits of each id come from */
    public FeedbackIds(InstantSource clock, SecureRandom random) {
        this.clock = requireNonNull(clock, "clock");
        this.random = requireNonNull(random, "random");
    }

    /** An id for what was said at another moment than now: as random as others, and in no order within its millisecond. */
    public FeedbackId at(Instant moment) {
        long high = Math.max(0, moment.toEpochMilli()) << 16 | 0x7000L | random.nextInt(COUNTER_END);
        return id(high);
    }

    /** The next id. */
    public synchronized FeedbackId next() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = random.nextInt(COUNTER_END / 2);
        } else if (++counter == COUNTER_END) {
            lastMillis++;
            counter = random.nextInt(COUNTER_END / 2);
        }
        long high = lastMillis << 16 | 0x7000L | counter;
        return id(high);
    }

    private FeedbackId id(long high) {
        long low = random.nextLong() >>> 2 | 0x8000000000000000L;
        return new FeedbackId(FeedbackId.PREFIX + new UUID(high, low));
    }
}
