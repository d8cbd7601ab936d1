package io.feedback4j.demo.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param method in capitals
 * @param path still percent-encoded
 * @param query still percent-encoded; {@code null} when there is none
 * @param headers by name; letter case of names does not matter
 * @param body its bytes
 */
record Call(String method, String path, @Nullable String query, Map<String, List<String>> headers, byte[] body) {

    Call {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The first value of a header; {@code ""} when it is not there. */
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    /** The type of the body without its parameters, in lower case; {@code ""} when it is not said. */
    String contentType() {
        return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** What was asked for: path and query. */
    String target() {
        return query == null ? path : path + "?" + query;
    }
}
