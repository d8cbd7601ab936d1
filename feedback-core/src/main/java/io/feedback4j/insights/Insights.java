package io.feedback4j.insights;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.BucketCounts;
import io.feedback4j.store.BucketReason;
import io.feedback4j.store.BucketSessions;
import io.feedback4j.store.Burst;
import io.feedback4j.store.InsightsStore;
import io.feedback4j.store.Marker;
import io.feedback4j.store.Moment;
import io.feedback4j.store.RankQuery;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Totals;
import io.feedback4j.store.VoteQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The numbers behind the dashboard. In each, {@code assistantId} is {@code null} for all assistants together.
 *
 * <p>Thread-safe. Every method throws {@link StoreException} while the store is down, or when it takes too long.
 */
public final class Insights {
    private static final int MAX_BURSTS = 500;

    private final InsightsStore store;
    private final InstantSource clock;

    public Insights(InsightsStore store, InstantSource clock) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What time it is where periods end that nobody gave an end. */
    public Instant now() {
        return clock.instant();
    }

    /** The numbers of a period, beside those of the one before. */
    public Summary summary(@Nullable String assistantId, Period period, Weight weight) {
        Period previous = period.previous();
        Moment<List<Totals>> totals = store.totals(List.of(period.scope(assistantId), previous.scope(assistantId)));
        return new Summary(
                totals.asOf(),
                period,
                previous,
                weight,
                totals.value().get(0),
                totals.value().get(1),
                store.responses(period.scope(assistantId)));
    }

    /** @throws IllegalArgumentException when there are more than {@link Step#MOST} points */
    public Trend trend(@Nullable String assistantId, Period period, Step step, Weight weight) {
        List<Step.Span> spans = step.spans(period);
        List<Trend.Marked> markers = new MarkedChanges(store, now()).of(assistantId, period);
        if (weight == Weight.SESSIONS) {
            Moment<List<BucketSessions>> found = store.sessionSeries(period.scope(assistantId));
            return new Trend(
                    found.asOf(),
                    step,
                    period,
                    weight,
                    new Points(period, spans, found.asOf()).ofSessions(found.value()),
                    markers);
        }
        Moment<List<BucketCounts>> found = store.series(period.scope(assistantId));
        return new Trend(
                found.asOf(),
                step,
                period,
                weight,
                new Points(period, spans, found.asOf()).ofVotes(found.value()),
                markers);
    }

    /** Every reason that was given in the period or the one before, the most frequent first. */
    public Moment<List<ReasonShare>> reasons(@Nullable String assistantId, Period period) {
        Moment<List<Totals>> totals = store.totals(
                List.of(period.scope(assistantId), period.previous().scope(assistantId)));
        Totals now = totals.value().get(0);
        Totals before = totals.value().get(1);
        TreeSet<String> names = new TreeSet<>(now.reasons().keySet());
        names.addAll(before.reasons().keySet());
        List<ReasonShare> shares = new ArrayList<>();
        for (String reason : names) {
            shares.add(share(
                    reason,
                    now.reasons().getOrDefault(reason, 0L),
                    now.counts().reasoned(),
                    before.reasons().getOrDefault(reason, 0L),
                    before.counts().reasoned()));
        }
        shares.sort((one, other) -> Long.compare(other.count(), one.count()));
        return new Moment<>(totals.asOf(), shares);
    }

    private static ReasonShare share(String reason, long count, long n, long earlier, long earlierN) {
        return new ReasonShare(
                reason,
                count,
                Estimate.share(count, n),
                Estimate.share(earlier, earlierN),
                Difference.ofShares(count, n, earlier, earlierN));
    }

    /** @throws IllegalArgumentException when there are more than {@link Step#MOST} points */
    public ReasonTrend reasonTrend(@Nullable String assistantId, Period period, Step step) {
        List<Step.Span> spans = step.spans(period);
        Moment<List<BucketReason>> found = store.reasonSeries(period.scope(assistantId));
        return new ReasonTrend(
                found.asOf(), step, period, new Points(period, spans, found.asOf()).ofReasons(found.value()));
    }

    /** A page of sessions. */
    public Moment<List<Ranked>> sessions(RankQuery query) {
        return store.sessions(query);
    }

    /** A page of messages. */
    public Moment<List<Ranked>> messages(RankQuery query) {
        return store.messages(query);
    }

    /** Assistants: those with enough scores in order, then the others. */
    public Moment<List<Ranked>> assistants(@Nullable String assistantId, Period period, RankQuery.Order order) {
        Moment<List<Ranked>> found = store.assistants(period.scope(assistantId));
        List<Ranked> sorted = new ArrayList<>(found.value());
        sorted.sort((one, other) -> {
            int ranked = Boolean.compare(other.isRanked(), one.isRanked());
            return ranked != 0 ? ranked : compare(order, one, other);
        });
        return new Moment<>(found.asOf(), sorted);
    }

    private static int compare(RankQuery.Order order, Ranked one, Ranked other) {
        Interval share = Wilson.interval(one.positive(), one.scored());
        Interval otherShare = Wilson.interval(other.positive(), other.scored());
        switch (order) {
            case WORST:
                return Double.compare(share.high(), otherShare.high());
            case BEST:
                return Double.compare(otherShare.low(), share.low());
            case MOST:
                return Long.compare(other.votes(), one.votes());
        }
        throw new AssertionError(order);
    }

    /** The bursts of a period, newest first, at most 500. */
    public Moment<List<Burst>> bursts(@Nullable String assistantId, Period period) {
        return store.bursts(period.scope(assistantId), MAX_BURSTS);
    }

    /** Says whether the votes of a burst count. @return the burst as it is now; empty when there is none of this id */
    public Optional<Burst> decide(String burstId, boolean included) {
        return store.decide(burstId, included);
    }

    /** Current votes, newest first. */
    public List<FeedbackRecord> votes(VoteQuery query) {
        return store.votes(query);
    }

    /** Keeps a marker. @param assistantId {@code ""} for all. @param at {@code null} for now */
    public Marker mark(String label, String kind, String assistantId, @Nullable Instant at) {
        Marker marker = new Marker(UUID.randomUUID().toString(), at == null ? now() : at, assistantId, kind, label);
        store.mark(marker);
        return marker;
    }

    /** The newest markers of a period, in order of time. */
    public List<Marker> markers(@Nullable String assistantId, Period period) {
        return MarkedChanges.markers(store, assistantId, period);
    }

    /** Forgets a marker. @return whether there was one */
    public boolean unmark(String id) {
        return store.unmark(id);
    }

    /** Makes all sums anew from the votes that are kept, in the background. */
    public void rebuild() {
        store.rebuild();
    }
}
