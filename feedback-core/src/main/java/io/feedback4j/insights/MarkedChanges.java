package io.feedback4j.insights;

import io.feedback4j.store.InsightsStore;
import io.feedback4j.store.Marker;
import io.feedback4j.store.Scope;
import io.feedback4j.store.Totals;
import io.feedback4j.store.VoteCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the positive share where something happened. */
final class MarkedChanges {
    /** So long before and after are compared, as long as no other marker is in between. */
    static final Duration AROUND = Duration.ofDays(7);

    private static final int MOST = 50;

    private final InsightsStore store;
    private final Instant now;

    MarkedChanges(InsightsStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** The newest, in order of time. */
    static List<Marker> markers(InsightsStore store, @Nullable String assistantId, Period period) {
        List<Marker> markers = new ArrayList<>(store.markers(assistantId, period.from(), period.until(), MOST));
        Collections.reverse(markers);
        return markers;
    }

    List<Trend.Marked> of(@Nullable String assistantId, Period period) {
        List<Marker> markers = markers(store, assistantId, period);
        if (markers.isEmpty()) {
            return List.of();
        }
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < markers.size(); i++) {
            Instant at = Scope.bucketOf(markers.get(i).at());
            Instant earliest =
                    i == 0 ? Instant.MIN : Scope.bucketOf(markers.get(i - 1).at());
            Instant latest = i == markers.size() - 1
                    ? now
                    : Scope.bucketOf(markers.get(i + 1).at());
            scopes.add(new Scope(assistantId, later(at.minus(AROUND), earliest), at));
            scopes.add(new Scope(assistantId, at, later(at, earlier(at.plus(AROUND), Scope.bucketOf(latest)))));
        }
        List<Totals> totals = store.totals(scopes).value();
        List<Trend.Marked> marked = new ArrayList<>();
        for (int i = 0; i < markers.size(); i++) {
            marked.add(marked(
                    markers.get(i),
                    totals.get(2 * i).counts(),
                    totals.get(2 * i + 1).counts()));
        }
        return marked;
    }

    private static Trend.Marked marked(Marker marker, VoteCounts before, VoteCounts after) {
        return new Trend.Marked(
                marker,
                Estimate.share(before.positive(), before.scored()),
                Estimate.share(after.positive(), after.scored()),
                Difference.ofShares(after.positive(), after.scored(), before.positive(), before.scored()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
