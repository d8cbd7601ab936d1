package io.feedback4j.demo.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each once. */
record Query(Map<String, String> parameters) {

    /** @throws RefusedException when a parameter stands twice or cannot be decoded */
    static Query of(@Nullable String raw) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (parameters.put(name, parts.length == 2 ? decoded(parts[1]) : "") != null) {
                throw RefusedException.invalid(name + " must be given once");
            }
        }
        return new Query(parameters);
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw RefusedException.invalid("the query is not well encoded");
        }
    }

    /** @return {@code ""} when it is not there */
    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A whole number in this range. */
    int number(String name, int least, int most, int otherwise) {
        String value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            throw RefusedException.invalid(name + " must be a number from " + least + " to " + most);
        }
        return number;
    }
}
