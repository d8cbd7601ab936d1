package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackConfig.RateLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often may be voted: by one address (where it is known), in one session, and in all. Thread-safe. */
final class VoteLimits {
    private final RateLimiter addresses;
    private final RateLimiter sessions;
    private final RateLimiter all;

    VoteLimits(RateLimits limits, Ticker ticker) {
        this.addresses = new RateLimiter(limits.address(), ticker);
        this.sessions = new RateLimiter(limits.session(), ticker);
        this.all = new RateLimiter(limits.global(), ticker);
    }

    /** Counts a request before its body is read. @throws ProblemException when there were too many */
    void countRequest(@Nullable String address) {
        if (address != null) {
            check(addresses.take(Peer.counted(address)), "from this address");
        }
    }

    /** Counts a vote that is about to be kept. @throws ProblemException when there were too many */
    void countVote(String assistantId, String sessionId) {
        check(sessions.take(assistantId + '\n' + sessionId), "in this session");
        check(all.take(""), "at the moment");
    }

    private static void check(Duration wait, String where) {
        if (!wait.isZero()) {
            throw new ProblemException(Problem.of(
                            ProblemKind.RATE_LIMITED, "There were too many requests " + where + ". Nothing was kept.")
                    .retryAfter(wait));
        }
    }
}
