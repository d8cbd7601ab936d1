package io.feedback4j.store;

import io.feedback4j.model.FeedbackRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What votes add up to. Exactly what is current counts, once for each target, at the time at which it was given: a change of
 * mind takes the earlier vote away from the quarter of an hour in which it was counted. What is taken back, erased or deleted
 * for its age counts no more, so that every number can be checked against the votes that are kept.
 *
 * <p>Whoever changes what counts writes a row of its own about it, in the same transaction, and waits for nobody. {@link
 * #fold} makes sums of those rows afterwards; one node at a time does. So a number is exact as of the moment that comes with
 * it, which is a second ago at the most, but for times at which more votes come in than can be added up.
 *
 * <p>Thread-safe. Every method throws {@link StoreException} on an outage.
 */
public interface InsightsStore {

    /**
     * Adds a portion of what has changed to the sums; makes them from what is kept, a portion at a time, where that was
     * not done yet. Does nothing while another node does it.
     *
     * @param limit how many votes to look at, more or less
     * @return how many it looked at; 0 when there is nothing left
     */
    int fold(int limit);

    /** Throws all sums away: {@link #fold} makes them anew from what is kept. What operators said about bursts stays. */
    void rebuild();

    /** What the votes of each scope add up to, all read at one moment. */
    Moment<List<Totals>> totals(List<Scope> scopes);

    /** How many of what was shown in the scope have a vote; of the last {@value Responses#MOST}, where there were more. */
    Responses responses(Scope scope);

    /** The quarters of an hour that have votes, in order. */
    Moment<List<BucketCounts>> series(Scope scope);

    /** The quarters of an hour that have the first vote of a session, in order. */
    Moment<List<BucketSessions>> sessionSeries(Scope scope);

    /** The reasons of the quarters of an hour that have any, in order of time. */
    Moment<List<BucketReason>> reasonSeries(Scope scope);

    /** A page of sessions. */
    Moment<List<Ranked>> sessions(RankQuery query);

    /** A page of messages. */
    Moment<List<Ranked>> messages(RankQuery query);

    /** All assistants that have votes in the scope; {@link Ranked#at()} is the scope's beginning. */
    Moment<List<Ranked>> assistants(Scope scope);

    /** The bursts of the scope, newest first, at most {@code limit}. */
    Moment<List<Burst>> bursts(Scope scope, int limit);

    /** Says whether the votes of a burst count. @return the burst as it is now; empty when there is none of this id */
    Optional<Burst> decide(String burstId, boolean included);

    /** Current votes, newest first, of one assistant or all. */
    List<FeedbackRecord> votes(VoteQuery query);

    /** Keeps a marker. */
    void mark(Marker marker);

    /** The markers of the scope that are about its assistant or all, in order of time, at most {@code limit}. */
    List<Marker> markers(@Nullable String assistantId, Instant from, Instant until, int limit);

    /** Forgets a marker. @return whether there was one */
    boolean unmark(String id);
}
