package io.feedback4j.demo.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/**
 * An answer of the sandbox.
 *
 * @param headers besides {@code Content-Type}
 * @param body as JSON
 */
record Reply(int status, Map<String, String> headers, JsonNode body) {

    static Reply of(int status, JsonNode body) {
        return new Reply(status, Map.of(), body);
    }

    /** An error as Twilio words its own: {@code code}, {@code message}, {@code more_info}, {@code status}. */
    static Reply error(int status, int code, String message) {
        return error(status, code, message, Map.of());
    }

    static Reply error(int status, int code, String message, Map<String, String> headers) {
        return new Reply(
                status,
                headers,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("code", code)
                        .put("message", message)
                        .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                        .put("status", status));
    }

    static Reply rateLimited(long retryAfterSeconds) {
        return error(429, 20429, "Too Many Requests", Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    }

    static Reply serverError() {
        return error(500, 20500, "Internal Server Error");
    }

    static Reply notFound(String path) {
        return error(404, 20404, "The requested resource " + path + " was not found");
    }
}
