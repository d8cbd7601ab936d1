package io.feedback4j.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a caller takes, by {@code Accept} and its relatives (RFC 9110, section 12). What cannot be read is ignored. */
final class Negotiation {
    private static final int MAX_ENTRIES = 32;
    /** What nearly everybody sends, and needs no reading. */
    private static final Set<String> PLAIN_JSON = Set.of("*/*", "application/json");

    private Negotiation() {}

    private record Entry(String value, double quality) {}

    /** Whether JSON is taken; it is, where nothing is said. */
    static boolean takesJson(Request request) {
        List<String> accepted = request.headers("Accept");
        if (accepted.isEmpty() || accepted.size() == 1 && PLAIN_JSON.contains(accepted.get(0))) {
            return true;
        }
        List<Entry> entries = entries(accepted);
        return entries.isEmpty() || quality(entries, "application/json", "application/*", "*/*") > 0;
    }

    /** Whether server-sent events are asked for by name, as {@code EventSource} does. */
    static boolean asksForEvents(Request request) {
        return quality(entries(request.headers("Accept")), "text/event-stream") > 0;
    }

    /** Whether gzip is taken; it is not, where nothing is said. */
    static boolean takesGzip(Request request) {
        return quality(entries(request.headers("Accept-Encoding")), "gzip", "x-gzip", "*") > 0;
    }

    /** The languages that are taken, best first, in small letters. */
    static List<String> languages(Request request) {
        return entries(request.headers("Accept-Language")).stream()
                .filter(entry -> entry.quality() > 0)
                .sorted(Comparator.comparingDouble(Entry::quality).reversed())
                .map(Entry::value)
                .toList();
    }

    /** The quality of the first of these names that is listed; the most precise comes first. */
    private static double quality(List<Entry> entries, String... names) {
        for (String name : names) {
            for (Entry entry : entries) {
                if (entry.value().equals(name)) {
                    return entry.quality();
                }
            }
        }
        return 0;
    }

    private static List<Entry> entries(List<String> headers) {
        List<Entry> entries = new ArrayList<>();
        for (String item : String.join(",", headers).split(",", MAX_ENTRIES)) {
            String[] parts = item.toLowerCase(Locale.ROOT).split(";");
            if (parts.length > 0 && !parts[0].isBlank()) {
                entries.add(new Entry(parts[0].strip(), quality(parts)));
            }
        }
        return entries;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.matches("q=[01](\\.\\d{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
