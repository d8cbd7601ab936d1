package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.RateLimit;
import io.feedback4j.model.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often may be voted: by one address (where it is known), in one session, and in all; and, where sessions have a limit
 * at all, how often one vote may be changed. Thread-safe.
 */
final class VoteLimits {
    /** Each change is a row here and may be a record at the destination, which can delete none. */
    private static final RateLimit CHANGES = new RateLimit(30, Duration.ofHours(1));
    /** Whoever changes one vote often is not the one to be forgotten. */
    private static final int MAX_TARGETS = 20_000;

    private final RateLimiter addresses;
    private final RateLimiter sessions;
    private final RateLimiter targets;
    private final RateLimiter all;

    VoteLimits(RateLimits limits, Ticker ticker) {
        this.addresses = new RateLimiter(limits.address(), ticker);
        this.sessions = new RateLimiter(limits.session(), ticker);
        this.targets = new RateLimiter(limits.session() == null ? null : CHANGES, ticker, MAX_TARGETS);
        this.all = new RateLimiter(limits.global(), ticker);
    }

    /** Counts a request before its body is read. @throws ProblemException when there were too many */
    void countRequest(@Nullable String address) {
        if (address != null) {
            check(addresses.take(Peer.counted(address)), "from this address");
        }
    }

    /** Counts a vote that is about to be kept. @throws ProblemException when there were too many */
    void countVote(Target target) {
        String session = target.assistantId() + '\n' + target.sessionId();
        check(sessions.take(session), "in this session");
        check(
                targets.take(session + '\n' + target.messageId() + '\n' + target.voter()),
                "about the same message: " + CHANGES.permits() + " in an hour are taken");
        check(all.take(""), "at the moment");
    }

    /** Counts a note of what was shown. @throws ProblemException when there were too many */
    void countShown(String assistantId, String sessionId) {
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
