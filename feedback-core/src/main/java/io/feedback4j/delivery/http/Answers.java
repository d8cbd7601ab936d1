package io.feedback4j.delivery.http;

import static java.util.Objects.requireNonNull;

import io.feedback4j.delivery.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means, or that there was none. Problems are in plain words and without content.
 *
 * <p>Thread-safe.
 */
public final class Answers {
    private static final int MAX_BYTES = 64 << 10;
    private static final Set<Integer> NEEDS_AN_OPERATOR = Set.of(401, 402, 403, 405, 407, 451);
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);
    private static final Set<Integer> ASKS_FOR_LESS = Set.of(425, 429);

    private final String who;
    private final BodyReader reader;

    /**
     * @param who names the service in problems, such as {@code Twilio}
     * @param reader knows its answers
     */
    public Answers(String who, BodyReader reader) {
        this.who = requireNonNull(who, "who");
        this.reader = requireNonNull(reader, "reader");
    }

    /** Sends this request once, and tells what came of it. */
    public Outcome to(HttpRequest request, Exchange exchange) {
        try {
            return of(exchange.send(request, MAX_BYTES));
        } catch (TimeoutException e) {
            return timedOut();
        } catch (IOException e) {
            return of(e);
        }
    }

    /** The meaning of a complete answer. */
    public Outcome of(HttpResponse<Body> answer) {
        int status = answer.statusCode();
        Duration retryAfter = RetryAfter.of(answer.headers());
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(reader.id(answer.body().bytes()));
        } else if (ASKS_FOR_LESS.contains(status)) {
            return new Outcome.Throttled(retryAfter);
        } else if (status >= 300 && status < 400) {
            return new Outcome.Misconfigured(status, who + "'s address answers with a redirect: " + status);
        } else if (NEEDS_AN_OPERATOR.contains(status)) {
            return new Outcome.Misconfigured(status, problem("does not let us in", answer));
        } else if (NOT_THERE.contains(status)) {
            return new Outcome.Gone(status, problem("does not have this assistant or service", answer));
        } else if (status >= 400 && status < 500 && status != 408) {
            return new Outcome.Refused(status, problem("refused it", answer));
        }
        return new Outcome.Unknown(status, retryAfter, problem("failed", answer));
    }

    /** The meaning of no complete answer. */
    public Outcome of(IOException problem) {
        Outcome unreachable = unreachable(problem);
        return unreachable != null
                ? unreachable
                : new Outcome.Unknown(null, null, "the connection to " + who + " broke before its answer was complete");
    }

    /** The meaning of no complete answer in time. */
    public Outcome timedOut() {
        return new Outcome.Unknown(null, null, who + " did not answer in time");
    }

    private @Nullable Outcome unreachable(IOException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new Outcome.Unreachable(who + " cannot be reached: its name is not known", true);
            } else if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return new Outcome.Unreachable(who + " cannot be reached: no secure connection");
            } else if (cause instanceof HttpConnectTimeoutException) {
                return new Outcome.Unreachable(who + " cannot be reached: no connection in time");
            }
        }
        return problem instanceof ConnectException
                ? new Outcome.Unreachable(who + " cannot be reached: no connection")
                : null;
    }

    private String problem(String what, HttpResponse<Body> answer) {
        String code = reader.errorCode(answer.body().bytes());
        return who + " " + what + ": " + answer.statusCode() + (code == null ? "" : ", code " + code);
    }
}
