package io.feedback4j.insights;

import io.feedback4j.store.BucketCounts;
import io.feedback4j.store.BucketReason;
import io.feedback4j.store.BucketSessions;
import io.feedback4j.store.SessionCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes the points of a trend of quarters of an hour. */
final class Points {
    private final Period period;
    private final List<Step.Span> spans;
    private final Instant asOf;

    Points(Period period, List<Step.Span> spans, Instant asOf) {
        this.period = period;
        this.spans = spans;
        this.asOf = asOf;
    }

    List<Trend.Point> ofVotes(List<BucketCounts> buckets) {
        List<List<BucketCounts>> grouped = grouped(buckets, BucketCounts::bucket);
        List<Trend.Point> points = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            List<BucketCounts> some = grouped.get(i);
            long scored = some.stream().mapToLong(BucketCounts::scored).sum();
            long positive = some.stream().mapToLong(BucketCounts::positive).sum();
            long sum = some.stream().mapToLong(BucketCounts::scoreSum).sum();
            points.add(new Trend.Point(
                    spans.get(i).start(),
                    spans.get(i).end(),
                    some.stream().mapToLong(BucketCounts::votes).sum(),
                    positive,
                    Estimate.share(positive, scored),
                    scored == 0 ? null : Summary.parts(sum) / scored,
                    isComplete(spans.get(i))));
        }
        return points;
    }

    /** Each session in the point of its first vote. */
    List<Trend.Point> ofSessions(List<BucketSessions> buckets) {
        List<List<BucketSessions>> grouped = grouped(buckets, BucketSessions::bucket);
        List<Trend.Point> points = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            SessionCounts sum = grouped.get(i).stream()
                    .map(BucketSessions::counts)
                    .reduce(SessionCounts.NONE, (one, other) -> one.plus(other, 1));
            points.add(new Trend.Point(
                    spans.get(i).start(),
                    spans.get(i).end(),
                    sum.sessions(),
                    sum.scored() - sum.withNegative(),
                    Estimate.mean(Summary.parts(sum.shareSum()), Summary.parts(sum.shareSquares()), sum.scored()),
                    sum.scored() == 0 ? null : Summary.parts(sum.meanSum()) / sum.scored(),
                    isComplete(spans.get(i))));
        }
        return points;
    }

    List<ReasonTrend.Point> ofReasons(List<BucketReason> buckets) {
        List<List<BucketReason>> grouped = grouped(buckets, BucketReason::bucket);
        List<ReasonTrend.Point> points = new ArrayList<>(spans.size());
        for (int i = 0; i < spans.size(); i++) {
            Map<String, Long> counts = new TreeMap<>();
            grouped.get(i).forEach(one -> counts.merge(one.reason(), one.votes(), Long::sum));
            Long n = counts.remove("");
            counts.values().removeIf(votes -> votes <= 0);
            points.add(new ReasonTrend.Point(
                    spans.get(i).start(), spans.get(i).end(), n == null ? 0 : n, counts, isComplete(spans.get(i))));
        }
        return points;
    }

    private <T> List<List<T>> grouped(List<T> buckets, Function<T, Instant> start) {
        TreeMap<Instant, List<T>> grouped = new TreeMap<>();
        spans.forEach(span -> grouped.put(span.start(), new ArrayList<>()));
        buckets.forEach(
                bucket -> grouped.floorEntry(start.apply(bucket)).getValue().add(bucket));
        return List.copyOf(grouped.values());
    }

    /** Whether all of it is in the period, and nothing can come any more. */
    private boolean isComplete(Step.Span span) {
        return !span.start().isBefore(period.from())
                && !span.end().isAfter(period.until())
                && !span.end().isAfter(asOf);
    }
}
