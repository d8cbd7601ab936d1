package io.feedback4j.insights;

import io.feedback4j.store.Marker;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Votes along time.
 *
 * @param asOf as of when
 * @param points one after the other; those without votes are there, too
 * @param markers what happened meanwhile, in order of time
 */
public record Trend(Instant asOf, Step step, Period period, Weight weight, List<Point> points, List<Marked> markers) {
    public Trend {
        points = List.copyOf(points);
        markers = List.copyOf(markers);
    }

    /**
     * One hour, day or week.
     *
     * @param votes how many, with and without a score
     * @param positive how many with a score above one half
     * @param share of the positive; its value is {@code null} where there is nothing: a gap, and not zero
     * @param mean the mean score; {@code null} where there is none
     * @param complete whether all of it is in the period and over
     */
    public record Point(
            Instant start,
            Instant end,
            long votes,
            long positive,
            Estimate share,
            @Nullable Double mean,
            boolean complete) {}

    /**
     * A marker, and the share of the days around it.
     *
     * @param before in the days before; so long as they are in no other marker's way
     * @param after in the days after
     * @param change from the one to the other
     */
    public record Marked(Marker marker, Estimate before, Estimate after, Difference change) {}
}
