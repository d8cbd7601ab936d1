package io.feedback4j.insights;

/**
 * The score interval for a share: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
 * Journal of the American Statistical Association 22 (1927) 209–212; without continuity correction, as method 3 of R. G.
 * Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998) 857–872. It is within
 * 0 and 1, and holds also for few votes and for shares near the ends.
 */
public final class Wilson {
    private static final String METHOD = "wilson";

    private Wilson() {}

    /**
     * @param positive how many of them
     * @param n of how many; with 0, nothing is known and the interval is everything
     */
    public static Interval interval(long positive, long n) {
        if (positive < 0 || positive > n) {
            throw new IllegalArgumentException("must be 0 to " + n + " of " + n + ", was " + positive);
        }
        if (n == 0) {
            return new Interval(0, 1, METHOD);
        }
        double square = Interval.Z * Interval.Z;
        double share = (double) positive / n;
        double middle = (share + square / (2.0 * n)) / (1 + square / n);
        double half =
                Interval.Z / (1 + square / n) * Math.sqrt(share * (1 - share) / n + square / (4.0 * n * (double) n));
        // Exactly at the ends, where rounding would leave a little more or less.
        double low = positive == 0 ? 0 : Math.max(0, middle - half);
        double high = positive == n ? 1 : Math.min(1, middle + half);
        return new Interval(low, high, METHOD);
    }
}
