package io.feedback4j.demo.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Which call is meant, and whether the caller may make it. Letter case of paths matters.
 *
 * <p>Thread-safe.
 */
final class Api {
    private final Account account;
    private final String baseUrl;
    private final FeedbackCalls feedbacks;
    private final SessionCalls sessions;

    /** @param baseUrl what the links in answers begin with, without a slash at the end */
    Api(Account account, String baseUrl, FeedbackCalls feedbacks, SessionCalls sessions) {
        this.account = account;
        this.baseUrl = baseUrl;
        this.feedbacks = feedbacks;
        this.sessions = sessions;
    }

    /** Answers; what is refused is an answer, too. */
    Reply answer(Call call) {
        try {
            return isKnown(call) ? route(call) : unknownCaller();
        } catch (RefusedException refused) {
            return refused.reply();
        }
    }

    private boolean isKnown(Call call) {
        String pair = account.sid() + ":" + account.authToken();
        String expected = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        return MessageDigest.isEqual(
                expected.getBytes(UTF_8), call.header("Authorization").getBytes(UTF_8));
    }

    private static Reply unknownCaller() {
        return Reply.error(
                401, 20003, "Authenticate", Map.of("WWW-Authenticate", "Basic realm=\"Twilio API (sandbox)\""));
    }

    private Reply route(Call call) {
        List<String> path = segments(call.path());
        if (path.size() >= 2 && path.get(0).equals("v1")) {
            if (path.get(1).equals("Assistants") && path.size() == 4) {
                return assistant(call, path.get(2), path.get(3));
            }
            if (path.get(1).equals("Sessions")) {
                return session(call, path.subList(2, path.size()));
            }
        }
        throw notFound(call);
    }

    private Reply assistant(Call call, String assistantId, String what) {
        if (!account.assistants().contains(assistantId)) {
            throw notFound(call);
        }
        if (what.equals("Feedbacks")) {
            return allow(call, "GET", "POST").equals("POST")
                    ? feedbacks.create(assistantId, Body.of(call))
                    : feedbacks.list(assistantId, Query.of(call.query()), pages(call));
        }
        if (what.equals("Messages")) {
            allow(call, "POST");
            return sessions.send(assistantId, Body.of(call));
        }
        throw notFound(call);
    }

    private Reply session(Call call, List<String> rest) {
        boolean messages = rest.size() == 2 && rest.get(1).equals("Messages");
        if (rest.size() > 1 && !messages) {
            throw notFound(call);
        }
        allow(call, "GET");
        if (rest.isEmpty()) {
            return sessions.list(Query.of(call.query()), pages(call));
        }
        return messages
                ? sessions.messages(rest.get(0), Query.of(call.query()), pages(call))
                : sessions.one(rest.get(0));
    }

    private static String allow(Call call, String... methods) {
        if (!List.of(methods).contains(call.method())) {
            throw new RefusedException(
                    Reply.error(405, 20004, "Method not allowed", Map.of("Allow", String.join(", ", methods))));
        }
        return call.method();
    }

    private Pages pages(Call call) {
        return new Pages(baseUrl + call.path());
    }

    private static RefusedException notFound(Call call) {
        return new RefusedException(Reply.notFound(call.path()));
    }

    private static List<String> segments(String path) {
        try {
            // A plus sign is itself in a path.
            return Arrays.stream(path.substring(1).split("/", -1))
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), UTF_8))
                    .toList();
        } catch (IllegalArgumentException malformed) {
            throw RefusedException.invalid("the path is not well encoded");
        }
    }
}
