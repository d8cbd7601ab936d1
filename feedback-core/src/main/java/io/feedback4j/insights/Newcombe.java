package io.feedback4j.insights;

/**
 * The interval for the difference of two shares that have nothing to do with each other: the hybrid score method, which is
 * method 10 of R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in
 * Medicine 17 (1998) 873–890. Made of both shares' {@link Wilson} intervals.
 */
public final class Newcombe {
    private Newcombe() {}

    /**
     * The first share less the second.
     *
     * @param n of how many, at least one; so is {@code otherN}
     */
    public static Interval difference(long positive, long n, long otherPositive, long otherN) {
        if (n < 1 || otherN < 1) {
            throw new IllegalArgumentException("of nothing there is no share");
        }
        Interval one = Wilson.interval(positive, n);
        Interval other = Wilson.interval(otherPositive, otherN);
        double share = (double) positive / n;
        double otherShare = (double) otherPositive / otherN;
        double difference = share - otherShare;
        return new Interval(
                difference - Math.hypot(share - one.low(), other.high() - otherShare),
                difference + Math.hypot(one.high() - share, otherShare - other.low()),
                "newcombe_hybrid_score");
    }
}
