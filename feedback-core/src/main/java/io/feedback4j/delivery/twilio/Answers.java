package io.feedback4j.delivery.twilio;

import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.twilio.BoundedBody.Body;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** What an answer of the upstream means, or that there was none. Problems are in plain words and without content. */
final class Answers {
    private static final Set<Integer> NEEDS_AN_OPERATOR = Set.of(401, 402, 403, 405, 407, 451);
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);
    private static final Set<Integer> ASKS_FOR_LESS = Set.of(425, 429);

    private final UpstreamJson json;

    Answers(UpstreamJson json) {
        this.json = json;
    }

    /** The meaning of a complete answer. */
    Outcome of(HttpResponse<Body> answer) {
        int status = answer.statusCode();
        Duration retryAfter = RetryAfter.of(answer.headers());
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(json.id(answer.body().bytes()));
        } else if (ASKS_FOR_LESS.contains(status)) {
            return new Outcome.Throttled(retryAfter);
        } else if (status >= 300 && status < 400) {
            return new Outcome.Misconfigured(status, "Twilio's address answers with a redirect: " + status);
        } else if (NEEDS_AN_OPERATOR.contains(status)) {
            return new Outcome.Misconfigured(status, problem("Twilio does not let us in", answer));
        } else if (NOT_THERE.contains(status)) {
            return new Outcome.Gone(status, problem("Twilio does not have this assistant or service", answer));
        } else if (status >= 400 && status < 500 && status != 408) {
            return new Outcome.Refused(status, problem("Twilio refused it", answer));
        }
        return new Outcome.Unknown(status, retryAfter, problem("Twilio failed", answer));
    }

    /** The meaning of no complete answer. */
    static Outcome of(IOException problem) {
        Outcome unreachable = unreachable(problem);
        return unreachable != null
                ? unreachable
                : new Outcome.Unknown(null, null, "the connection to Twilio broke before its answer was complete");
    }

    /** The meaning of no complete answer in time. */
    static Outcome timedOut() {
        return new Outcome.Unknown(null, null, "Twilio did not answer in time");
    }

    private static @Nullable Outcome unreachable(IOException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return new Outcome.Unreachable("Twilio cannot be reached: its name is not known", true);
            } else if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
                return new Outcome.Unreachable("Twilio cannot be reached: no secure connection");
            } else if (cause instanceof HttpConnectTimeoutException) {
                return new Outcome.Unreachable("Twilio cannot be reached: no connection in time");
            }
        }
        return problem instanceof ConnectException
                ? new Outcome.Unreachable("Twilio cannot be reached: no connection")
                : null;
    }

    private String problem(String what, HttpResponse<Body> answer) {
        String code = json.errorCode(answer.body().bytes());
        return what + ": " + answer.statusCode() + (code == null ? "" : ", code " + code);
    }
}
