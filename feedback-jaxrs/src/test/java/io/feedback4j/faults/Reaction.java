package io.feedback4j.faults;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the destination does with one request.
 *
 * @param before how long it takes before it does anything
 * @param stores whether it keeps the record, if there is one
 * @param after how long it takes from then to the answer
 * @param ending how the answer goes
 * @param status of the answer; 0 for the honest one
 * @param headers of the answer, beyond the usual ones
 * @param body of the answer; {@code null} for the honest one
 */
record Reaction(
        Duration before,
        boolean stores,
        Duration after,
        Ending ending,
        int status,
        Map<String, String> headers,
        String body) {

    enum Ending {
        ANSWER,
        /** The connection is reset, with no answer. */
        RESET,
        /** There is never an answer. */
        HANG,
        /** One byte at a time. */
        DRIP,
        /** Half the answer, and the end of the connection. */
        CUT
    }

    static Reaction honest() {
        return new Reaction(Duration.ZERO, true, Duration.ZERO, Ending.ANSWER, 0, Map.of(), null);
    }

    static Reaction fails(int status) {
        return honest().stores(false).status(status).body("{\"code\":" + status + ",\"message\":\"no\"}");
    }

    static Reaction storesAndFails(int status) {
        return fails(status).stores(true);
    }

    static Reaction throttles(String retryAfter) {
        return fails(429).header("Retry-After", retryAfter);
    }

    static Reaction redirects(int status, URI to) {
        return fails(status).header("Location", to.toString());
    }

    Reaction stores(boolean stored) {
        return new Reaction(before, stored, after, ending, status, headers, body);
    }

    Reaction before(Duration time) {
        return new Reaction(time, stores, after, ending, status, headers, body);
    }

    Reaction after(Duration time) {
        return new Reaction(before, stores, time, ending, status, headers, body);
    }

    Reaction ending(Ending how) {
        return new Reaction(before, stores, after, how, status, headers, body);
    }

    Reaction status(int code) {
        return new Reaction(before, stores, after, ending, code, headers, body);
    }

    Reaction body(String text) {
        return new Reaction(before, stores, after, ending, status, headers, text);
    }

    Reaction header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reaction(before, stores, after, ending, status, more, body);
    }
}
