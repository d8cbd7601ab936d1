package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered. Every answer but a 204 and 304 has a body, because a container puts its own page where there is none.
 *
 * @param status the HTTP status
 * @param headers each once, in order; {@code Content-Type} is among them where there is a body
 * @param body the bytes as they go out; not to be changed by anybody
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public Answer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(body, "body");
    }
}
