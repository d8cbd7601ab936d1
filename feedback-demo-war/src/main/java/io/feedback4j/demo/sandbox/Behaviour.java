package io.feedback4j.demo.sandbox;

import java.time.Duration;
import java.util.Locale;

/**
 * How the sandbox treats what it is sent.
 *
 * @param kind what it does
 * @param delay how long a slow answer takes, or what a 429 says in {@code Retry-After}; 1 s to 60 s
 * @param requests how many requests it treats so before it is well again; 0 for all, until it is switched
 */
public record Behaviour(Kind kind, Duration delay, int requests) {
    /** The longest delay. */
    public static final Duration MAX_DELAY = Duration.ofSeconds(60);
    /** As it should be. */
    public static final Behaviour NORMAL = new Behaviour(Kind.NORMAL, Duration.ofSeconds(3), 0);

    /** What can be wrong with an upstream. */
    public enum Kind {
        /** Nothing. */
        NORMAL,
        /** It answers, after a delay. */
        SLOW,
        /** 429 with {@code Retry-After}; nothing is stored. */
        RATE_LIMITED,
        /** 500; nothing is stored. */
        ERROR,
        /** It stores and then answers 500, so that the sender cannot know. */
        ERROR_AFTER_STORING,
        /** It stores and then closes the connection without an answer, so that the sender cannot know. */
        CUT,
        /** 404 for everything, as if the product were no longer there. */
        GONE,
        /** It takes the request and never answers; nothing is stored. */
        HANG;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The word in JSON, such as {@code rate-limited}. */
        public String word() {
            return word;
        }
    }

    /** @throws IllegalArgumentException when a number is out of range */
    public Behaviour {
        if (delay.compareTo(Duration.ofSeconds(1)) < 0 || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException("delay must be 1 to " + MAX_DELAY.toSeconds() + " seconds");
        }
        if (requests < 0) {
            throw new IllegalArgumentException("requests must not be negative");
        }
    }
}
