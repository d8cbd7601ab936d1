package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackConfig.Twilio;
import io.feedback4j.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may read and act: somebody with the configured name and password, or a user of the host's in a configured role.
 * Closed until something is configured. Thread-safe.
 */
final class Access {
    /** Wrong guesses one address may make before it has to wait. */
    private static final RateLimit GUESSES = new RateLimit(10, Duration.ofMinutes(1));

    private final FeedbackConfig.Access access;
    private final @Nullable BasicPair admin;
    private final List<BasicPair> twilio;
    private final RateLimiter guesses;

    Access(FeedbackConfig config, Ticker ticker) {
        this.access = config.access();
        Credentials credentials = access.admin();
        this.admin = credentials == null ? null : BasicPair.of(credentials);
        this.twilio = twilioPairs(config.twilio());
        this.guesses = new RateLimiter(GUESSES, ticker);
    }

    private static List<BasicPair> twilioPairs(Twilio twilio) {
        List<BasicPair> pairs = new ArrayList<>();
        if (twilio.accountSid() != null && twilio.authToken() != null) {
            pairs.add(BasicPair.of(new Credentials(twilio.accountSid(), twilio.authToken())));
        }
        if (twilio.apiKey() != null && twilio.apiSecret() != null) {
            pairs.add(BasicPair.of(new Credentials(twilio.apiKey(), twilio.apiSecret())));
        }
        return pairs;
    }

    /** @throws ProblemException unless the request comes from an admin with this right */
    void require(Request request, Right right) {
        orThrow(refusal(request, right, false));
    }

    /** As {@link #require} for {@link Right#READER}, and for the configured Twilio pairs, too. */
    void requireReaderOrTwilio(Request request) {
        orThrow(refusal(request, Right.READER, true));
    }

    /** Whether an admin with this right asks. A wrong password counts as a guess here, too. */
    boolean allows(Request request, Right right) {
        return refusal(request, right, false) == null;
    }

    private static void orThrow(@Nullable Problem refusal) {
        if (refusal != null) {
            throw new ProblemException(refusal);
        }
    }

    private @Nullable Problem refusal(Request request, Right right, boolean twilioToo) {
        if (hasRole(request, right)) {
            return null;
        }
        if (admin == null && twilio.isEmpty()) {
            return hasRoles() ? roleMissing() : closed();
        }
        if (!isEncrypted(request)) {
            return notEncrypted();
        }
        BasicPair pair = BasicPair.in(request);
        return pair == null ? unauthorized() : refusal(pair, request.remoteAddress(), right, twilioToo);
    }

    private @Nullable Problem refusal(BasicPair pair, @Nullable String address, Right right, boolean twilioToo) {
        // Where no address is known nobody is slowed down: one guesser would shut out everybody.
        Duration wait = address == null ? Duration.ZERO : guesses.look(Peer.counted(address));
        if (!wait.isZero()) {
            return Problem.of(ProblemKind.RATE_LIMITED, "There were too many wrong passwords from this address.")
                    .retryAfter(wait);
        }
        boolean isAdmin = admin != null && admin.matches(pair);
        boolean isTwilio = false;
        for (BasicPair known : twilio) {
            isTwilio |= known.matches(pair);
        }
        if (isAdmin || isTwilio && twilioToo && Right.READER.includes(right)) {
            return null;
        }
        if (isTwilio) {
            return rightMissing("The Twilio credentials open only the list and the records, for reading.");
        }
        if (address != null) {
            guesses.take(Peer.counted(address));
        }
        return unauthorized();
    }

    private boolean hasRole(Request request, Right right) {
        return isIn(request, access.operatorRole())
                || Right.READER.includes(right) && isIn(request, access.readerRole())
                || Right.VIEWER.includes(right) && isIn(request, access.viewerRole());
    }

    private static boolean isIn(Request request, @Nullable String role) {
        return role != null && request.isUserInRole(role);
    }

    private boolean hasRoles() {
        return access.operatorRole() != null || access.readerRole() != null || access.viewerRole() != null;
    }

    /** Whether a proxy in front speaks TLS, so that a client's own addresses begin with https. */
    boolean tlsTerminated() {
        return access.tlsTerminated();
    }

    private boolean isEncrypted(Request request) {
        return request.scheme().equals("https") || access.tlsTerminated() || Peer.isLoopback(request.remoteAddress());
    }

    private static Problem closed() {
        return Problem.of(
                ProblemKind.CLOSED,
                "Nobody may read or act here yet. Set feedback.admin.user and feedback.admin.password, or one of"
                        + " feedback.role.viewer, feedback.role.reader and feedback.role.operator, or, for reading"
                        + " the list, the Twilio credentials.");
    }

    private static Problem notEncrypted() {
        return Problem.of(
                ProblemKind.NOT_ENCRYPTED,
                "A password is not taken over plain HTTP. Use https, or set feedback.tls-terminated if a proxy in"
                        + " front of this service speaks TLS.");
    }

    private static Problem roleMissing() {
        return rightMissing("Sign in to the application as a user in the role that this needs: feedback.role.viewer for"
                + " numbers, feedback.role.reader for texts, feedback.role.operator for actions.");
    }

    private static Problem rightMissing(String detail) {
        return Problem.of(ProblemKind.RIGHT_MISSING, detail);
    }

    private static Problem unauthorized() {
        return Problem.of(ProblemKind.CREDENTIALS_REQUIRED, "The name or the password is missing or wrong.")
                .with("WWW-Authenticate", "Basic realm=\"feedback\", charset=\"UTF-8\"");
    }
}
