package io.feedback4j.store;

/**
 * How many sessions there are, and what they add up to where each counts once. Shares and means are in billionths.
 *
 * @param sessions all that have votes
 * @param scored those that have scores
 * @param withNegative those with a score below one half
 * @param shareSum the sum of their positive shares
 * @param shareSquares the sum of the squares of those
 * @param meanSum the sum of their mean scores
 * @param meanSquares the sum of the squares of those
 */
public record SessionCounts(
        long sessions,
        long scored,
        long withNegative,
        long shareSum,
        long shareSquares,
        long meanSum,
        long meanSquares) {
    /** Of nothing. */
    public static final SessionCounts NONE = new SessionCounts(0, 0, 0, 0, 0, 0, 0);

    /** One session. */
    public static SessionCounts of(long scored, long positive, long negative, long scoreSum) {
        if (scored == 0) {
            return new SessionCounts(1, 0, 0, 0, 0, 0, 0);
        }
        double share = (double) positive / scored;
        double mean = (double) scoreSum / VoteCounts.UNIT / scored;
        return new SessionCounts(
                1, 1, negative > 0 ? 1 : 0, parts(share), parts(share * share), parts(mean), parts(mean * mean));
    }

    private static long parts(double value) {
        return Math.round(value * VoteCounts.UNIT);
    }

    /** This and so many times the other. */
    public SessionCounts plus(SessionCounts other, int times) {
        return new SessionCounts(
                sessions + times * other.sessions,
                scored + times * other.scored,
                withNegative + times * other.withNegative,
                shareSum + times * other.shareSum,
                shareSquares + times * other.shareSquares,
                meanSum + times * other.meanSum,
                meanSquares + times * other.meanSquares);
    }
}
