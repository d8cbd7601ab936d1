package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/** The answers of somebody who cannot answer now. Written by hand, so that nothing is needed to give them. */
final class Unavailable {
    private static final int SERVICE_UNAVAILABLE = 503;

    private Unavailable() {}

    /** The settings are wrong; an operator must act. */
    static Answer misconfigured() {
        return answer("Feedback is not set up correctly; the server's log says what is wrong", 60);
    }

    /** Too many requests wait already. Nothing was kept. */
    static Answer busy() {
        return answer("Too many requests are waiting", 1);
    }

    /** No answer in time. Whether something was kept is not known; an Idempotency-Key makes repeating safe. */
    static Answer late() {
        return answer("There was no answer in time", 2);
    }

    private static Answer answer(String detail, int retryAfterSeconds) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/problem+json");
        headers.put("Cache-Control", "no-store");
        headers.put("Retry-After", Integer.toString(retryAfterSeconds));
        return new Answer(SERVICE_UNAVAILABLE, headers, problem(detail).getBytes(UTF_8));
    }

    private static String problem(String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"" + detail
                + "\",\"code\":20503,\"message\":\"" + detail + "\",\"more_info\":\"\",\"errors\":[]}";
    }
}
