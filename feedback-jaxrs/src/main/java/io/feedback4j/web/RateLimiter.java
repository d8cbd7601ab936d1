package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets by key: each holds as many permits as the limit has and is filled again evenly over its period. Bounded:
 * when too many keys are in use, those not used for longest start anew.
 *
 * <p>Thread-safe.
 */
final class RateLimiter {
    private static final int MAX_KEYS = 100_000;

    private final @Nullable RateLimit limit;
    private final Ticker ticker;
    private final Cache<String, Bucket> buckets;

    /** @param limit {@code null} for none */
    RateLimiter(@Nullable RateLimit limit, Ticker ticker) {
        this(limit, ticker, MAX_KEYS);
    }

    /**
     * @param limit {@code null} for none
     * @param maxKeys how many are remembered at once; those that are seldom used go first
     */
    RateLimiter(@Nullable RateLimit limit, Ticker ticker, int maxKeys) {
        this.limit = limit;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterAccess(limit == null ? Duration.ofSeconds(1) : limit.period())
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** Takes a permit. @return nothing to wait when it was there, else how long until there is one */
    Duration take(String key) {
        if (limit == null) {
            return Duration.ZERO;
        }
        RateLimit present = limit;
        Bucket bucket = buckets.get(key, name -> new Bucket(present, ticker.read()));
        return bucket == null ? Duration.ZERO : bucket.take(ticker.read());
    }

    /** How long until there is a permit, without taking it. */
    Duration look(String key) {
        Bucket bucket = limit == null ? null : buckets.getIfPresent(key);
        return bucket == null ? Duration.ZERO : bucket.look(ticker.read());
    }

    private static final class Bucket {
        private final int capacity;
        private final double nanosPerPermit;
        private double permits;
        private long filledAt;

        Bucket(RateLimit limit, long now) {
            this.capacity = limit.permits();
            this.nanosPerPermit = (double) limit.period().toNanos() / limit.permits();
            this.permits = capacity;
            this.filledAt = now;
        }

        synchronized Duration take(long now) {
            Duration wait = look(now);
            if (wait.isZero()) {
                permits--;
            }
            return wait;
        }

        synchronized Duration look(long now) {
            permits = Math.min(capacity, permits + Math.max(0, now - filledAt) / nanosPerPermit);
            filledAt = now;
            if (permits >= 1) {
                return Duration.ZERO;
            }
            return Duration.ofNanos((long) Math.ceil((1 - permits) * nanosPerPermit));
        }
    }
}
