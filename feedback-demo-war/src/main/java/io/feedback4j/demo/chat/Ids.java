package io.feedback4j.demo.chat;

import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;

/**
 * Makes ids as Twilio's look: a prefix and a UUID version 7 (RFC 9562), whose first 48 bits are the time.
 *
 * <p>Thread-safe if its sources are.
 */
public final class Ids {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final InstantSource clock;
    private final Random random;

    /** @param random where the rest of the bits comes from; a secure one, because a session id is a secret */
    public Ids(InstantSource clock, Random random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id. @param prefix such as {@code aia_msg_} */
    public String next(String prefix) {
        long first = clock.millis() << 16 | VERSION_7 | random.nextLong() & 0xFFFL;
        long second = VARIANT | random.nextLong() >>> 2;
        return prefix + new UUID(first, second);
    }
}
