package io.feedback4j.insights;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reasons along time.
 *
 * @param asOf as of when
 * @param points one after the other, also without any
 */
public record ReasonTrend(Instant asOf, Step step, Period period, List<Point> points) {
    public ReasonTrend {
        points = List.copyOf(points);
    }

    /**
     * One hour, day or week.
     *
     * @param n how many votes gave a reason
     * @param counts how many gave which
     */
    public record Point(Instant start, Instant end, long n, Map<String, Long> counts, boolean complete) {}
}
