package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered. Every answer but a 204 and 304 has a body, because a container puts its own page where there is none.
 *
 * @param status the HTTP status
 * @param headers each once, in order; {@code Content-Type} is among them where there is a body
 * @param body the bytes as they go out; not to be changed by anybody; none where there is a writer
 * @param writer writes the body instead, as it comes; {@code null} for an answer that is held in memory
 */
public record Answer(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable BodyWriter writer) {
    private static final byte[] NOTHING = {};

    public Answer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(body, "body");
    }

    /** One that is held in memory. */
    public Answer(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, null);
    }

    /** One whose body is written as it comes. */
    static Answer written(int status, Map<String, String> headers, BodyWriter writer) {
        return new Answer(status, headers, NOTHING, requireNonNull(writer, "writer"));
    }
}
