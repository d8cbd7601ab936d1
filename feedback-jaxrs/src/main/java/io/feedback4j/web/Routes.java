package io.feedback4j.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which path is whose. A path is split at its slashes first and then each segment is decoded, once. */
final class Routes {
    private static final int MAX_SEGMENTS = 8;

    private Routes() {}

    /** A route and the values of its variables, decoded. */
    record Match(Route route, List<String> variables) {}

    /** Whether a path is ours, even if nothing is served there. Never throws. */
    static boolean owns(String path) {
        if (!path.startsWith("v1/") && !path.startsWith("feedback/") && path.indexOf('%') < 0) {
            return false;
        }
        String[] segments = path.split("/", MAX_SEGMENTS);
        if (segments.length >= 4 && is(segments[0], "v1") && is(segments[1], "Assistants")) {
            return is(segments[3], "Feedbacks");
        }
        return segments.length >= 2
                && is(segments[0], "feedback")
                && Route.names().stream().anyMatch(name -> is(segments[1], name));
    }

    private static boolean is(String segment, String name) {
        if (segment.indexOf('%') < 0) {
            return segment.equals(name);
        }
        try {
            return Percent.decode(segment).equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The route of a path; empty when nothing is served there.
     *
     * @throws IllegalArgumentException when an escape in the path is broken
     */
    static Optional<Match> match(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", MAX_SEGMENTS)) {
            segments.add(Percent.decode(segment));
        }
        for (Route route : Route.values()) {
            List<String> variables = route.match(segments);
            if (variables != null) {
                return Optional.of(new Match(route, variables));
            }
        }
        return Optional.empty();
    }
}
