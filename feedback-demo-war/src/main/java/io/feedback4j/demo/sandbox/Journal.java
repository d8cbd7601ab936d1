package io.feedback4j.demo.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The last {@value #MAX_EXCHANGES} exchanges. Thread-safe. */
final class Journal {
    static final int MAX_EXCHANGES = 500;

    private static final String HIDDEN = "Basic ••••••";

    private final InstantSource clock;
    private final NavigableMap<Long, Exchange> exchanges = new TreeMap<>();
    private long last;

    Journal(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes a request. @return its number */
    synchronized long received(Call call) {
        Instant now = clock.instant();
        JsonNode body = Body.orNothing(call.body());
        last++;
        exchanges.put(
                last,
                new Exchange(
                        last,
                        now,
                        call.method(),
                        call.target(),
                        shown(call),
                        new String(call.body(), UTF_8),
                        body.path("session_id").asText(""),
                        body.path("message_id").asText(""),
                        null,
                        Map.of(),
                        "",
                        ""));
        if (exchanges.size() > MAX_EXCHANGES) {
            exchanges.pollFirstEntry();
        }
        return last;
    }

    /** Notes what became of it. */
    synchronized void change(long number, UnaryOperator<Exchange> change) {
        exchanges.computeIfPresent(number, (same, exchange) -> change.apply(exchange));
    }

    /** All of them, the newest first. */
    synchronized List<Exchange> newestFirst() {
        return new ArrayList<>(exchanges.descendingMap().values());
    }

    private static Map<String, String> shown(Call call) {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        call.headers().forEach((name, values) -> shown.put(usual(name), String.join(", ", values)));
        shown.computeIfPresent("Authorization", (name, value) -> HIDDEN);
        return shown;
    }

    /** As everybody writes it: the JDK's server has put all but the first letter into lower case. */
    private static String usual(String name) {
        return Pattern.compile("-[a-z]")
                .matcher(name)
                .replaceAll(match -> match.group().toUpperCase(Locale.ROOT));
    }
}
