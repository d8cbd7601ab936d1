package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.RateLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts wrong names and passwords: by address where it is known, else all together. An address that guessed too often
 * has to wait, with a right pair as well, or guessing would cost nothing. Where the address is not known nobody has to,
 * or one guesser would shut out everybody behind the same proxy.
 *
 * <p>Thread-safe.
 */
final class Guesses {
    private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
    private static final RateLimit LIMIT = new RateLimit(10, Duration.ofMinutes(1));
    private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String UNKNOWN = "";

    private final RateLimiter limiter;
    private final Ticker ticker;
    private long sinceReport;
    private long reportedAt;
    private boolean reported;

    Guesses(Ticker ticker) {
        this.limiter = new RateLimiter(LIMIT, ticker);
        this.ticker = ticker;
    }

    /**
     * Counts a wrong guess, and says so in the log, at most once a minute.
     *
     * @return nothing to wait, or how long when there were too many
     */
    Duration count(@Nullable String address) {
        long guesses = due(ticker.read());
        if (guesses > 0) {
            LOG.warn("Refused for a wrong name or password, since the last such line: {}", guesses);
        }
        return limiter.take(address == null ? UNKNOWN : Peer.counted(address));
    }

    /** How long this address has to wait before it may try at all; nothing where it is not known. */
    Duration look(@Nullable String address) {
        return address == null ? Duration.ZERO : limiter.look(Peer.counted(address));
    }

    /** @return how many guesses to report now; 0 for not now */
    private synchronized long due(long now) {
        sinceReport++;
        if (reported && now - reportedAt < PAUSE_NANOS) {
            return 0;
        }
        long guesses = sinceReport;
        reported = true;
        reportedAt = now;
        sinceReport = 0;
        return guesses;
    }
}
