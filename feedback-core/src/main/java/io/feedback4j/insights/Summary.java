package io.feedback4j.insights;

import io.feedback4j.store.Responses;
import io.feedback4j.store.Totals;
import io.feedback4j.store.VoteCounts;
import java.time.Instant;
import java.util.Map;

/**
 * The numbers of a period, beside those of the one before.
 *
 * @param asOf as of when
 * @param now what the votes of the period add up to
 * @param before the same of the period before
 * @param responses what became of what was shown in the period
 */
public record Summary(
        Instant asOf, Period period, Period previous, Weight weight, Totals now, Totals before, Responses responses) {

    /** How many scores are above one half; with sessions for weight, each session's own share. */
    public Estimate share() {
        return share(now, weight);
    }

    /** The same in the period before. */
    public Estimate previousShare() {
        return share(before, weight);
    }

    static Estimate share(Totals totals, Weight weight) {
        return weight == Weight.VOTES
                ? Estimate.share(totals.counts().positive(), totals.counts().scored())
                : Estimate.mean(
                        parts(totals.sessions().shareSum()),
                        parts(totals.sessions().shareSquares()),
                        totals.sessions().scored());
    }

    /** From the one before to this one. */
    public Difference difference() {
        VoteCounts counts = now.counts();
        VoteCounts earlier = before.counts();
        return weight == Weight.VOTES
                ? Difference.ofShares(counts.positive(), counts.scored(), earlier.positive(), earlier.scored())
                : Difference.ofMeans(share(), previousShare());
    }

    /** The mean score. */
    public Estimate mean() {
        return mean(now);
    }

    /** The same in the period before. */
    public Estimate previousMean() {
        return mean(before);
    }

    private Estimate mean(Totals totals) {
        return weight == Weight.VOTES
                ? Estimate.mean(
                        parts(totals.counts().scoreSum()),
                        parts(totals.counts().scoreSquares()),
                        totals.counts().scored())
                : Estimate.mean(
                        parts(totals.sessions().meanSum()),
                        parts(totals.sessions().meanSquares()),
                        totals.sessions().scored());
    }

    /** How many of what was shown have a vote. */
    public Estimate responseRate() {
        return Estimate.share(responses.answered(), responses.seen());
    }

    /** How many sessions with scores have one below one half. */
    public Estimate sessionsWithNegative() {
        return Estimate.share(now.sessions().withNegative(), now.sessions().scored());
    }

    /** In how many sessions the first score below one half came at which place. */
    public Map<Integer, Long> firstNegative() {
        return now.firstNegative();
    }

    static double parts(long billionths) {
        return (double) billionths / VoteCounts.UNIT;
    }
}
