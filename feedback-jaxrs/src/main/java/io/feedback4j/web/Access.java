package io.feedback4j.web;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.FeedbackConfig.Twilio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read and act: somebody with the configured name and password, or a user of the host's in a configured role.
 * Closed until something is configured. Thread-safe.
 */
final class Access {
    private static final Logger LOG = LoggerFactory.getLogger(Access.class);

    private final FeedbackConfig.Access access;
    private final @Nullable BasicPair admin;
    private final List<BasicPair> twilio;
    private final Guesses guesses;

    Access(FeedbackConfig config, Ticker ticker) {
        this.access = config.access();
        Credentials credentials = access.admin();
        this.admin = credentials == null ? null : BasicPair.of(credentials);
        this.twilio = twilioPairs(config.twilio());
        this.guesses = new Guesses(ticker);
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

    /**
     * @return who that is, for the log
     * @throws ProblemException unless the request comes from an admin with this right
     */
    String require(Request request, Right right) {
        return admit(request, right, false);
    }

    /** As {@link #require} for {@link Right#READER}, and for the configured Twilio pairs, too. */
    String requireReaderOrTwilio(Request request) {
        return admit(request, Right.READER, true);
    }

    /** Keeps in the log who has read what was said; never what was said, nor by whom. */
    static void audit(String who, String what, int count) {
        LOG.info("{} has read {} ({} in all)", who, what, count);
    }

    /** Whether an admin with this right asks. A wrong password counts as a guess here, too. */
    boolean allows(Request request, Right right) {
        try {
            String unused = admit(request, right, false);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private String admit(Request request, Right right, boolean twilioToo) {
        if (hasRole(request, right)) {
            String user = request.userName();
            return user == null ? "A user of the host's" : "User " + user.replaceAll("\\p{Cntrl}", "?");
        }
        if (admin == null && twilio.isEmpty()) {
            throw new ProblemException(hasRoles() ? roleMissing() : closed());
        }
        if (!isEncrypted(request)) {
            throw new ProblemException(notEncrypted());
        }
        BasicPair pair = BasicPair.in(request);
        if (pair == null) {
            throw new ProblemException(unauthorized(request));
        }
        return admit(pair, request, right, twilioToo);
    }

    private String admit(BasicPair pair, Request request, Right right, boolean twilioToo) {
        Duration pause = guesses.look(Peer.ofCaller(request, access));
        if (!pause.isZero()) {
            throw new ProblemException(tooManyGuesses(pause));
        }
        boolean isAdmin = admin != null && admin.matches(pair);
        boolean isTwilio = false;
        for (BasicPair known : twilio) {
            isTwilio |= known.matches(pair);
        }
        if (isAdmin) {
            return "The configured admin";
        }
        if (!isTwilio) {
            throw new ProblemException(wrong(request));
        }
        if (!twilioToo || !Right.READER.includes(right)) {
            throw new ProblemException(
                    rightMissing("The Twilio credentials open only the list and the records, for reading."));
        }
        return "A client with the Twilio credentials";
    }

    private Problem wrong(Request request) {
        Duration wait = guesses.count(Peer.ofCaller(request, access));
        return wait.isZero() ? unauthorized(request) : tooManyGuesses(wait);
    }

    private static Problem tooManyGuesses(Duration wait) {
        return Problem.of(ProblemKind.RATE_LIMITED, "There were too many wrong names and passwords.")
                .retryAfter(wait);
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
        return request.scheme().equals("https") || access.tlsTerminated() || isFromThisMachine(request);
    }

    /** Not what a proxy on this machine passes on: that may have come over any network. */
    private static boolean isFromThisMachine(Request request) {
        return Peer.isLoopback(request.remoteAddress()) && !Peer.isForwarded(request);
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

    private static Problem unauthorized(Request request) {
        Problem problem = Problem.of(ProblemKind.CREDENTIALS_REQUIRED, "The name or the password is missing or wrong.");
        return isOfAScript(request)
                ? problem
                : problem.with("WWW-Authenticate", "Basic realm=\"feedback\", charset=\"UTF-8\"");
    }

    /**
     * Whether a page asks in the background: a challenge would put the browser's login box before its reader. Not where
     * the page says that its reader has signed in by Basic, as the dashboard does: browsers keep name and password to the
     * paths that were challenged, and send them to another one at once, and without a box, when it challenges as well.
     */
    private static boolean isOfAScript(Request request) {
        if ("basic".equals(request.header("Feedback-Login"))) {
            return false;
        }
        String mode = request.header("Sec-Fetch-Mode");
        return mode == null ? request.header("Sec-Fetch-Site") != null : !mode.equals("navigate");
    }
}
