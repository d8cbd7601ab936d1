package io.feedback4j.insights;

import org.jspecify.annotations.Nullable;

/**
 * A share or a mean, and how sure it is.
 *
 * @param value what it is; {@code null} where there is nothing to tell it from
 * @param n from how many votes or sessions
 * @param interval where it may be; {@code null} where there is too little to say
 * @param deviation the sample standard deviation; {@code null} for a share of votes, and below two
 */
public record Estimate(
        @Nullable Double value,
        long n,
        @Nullable Interval interval,
        @Nullable Double deviation) {

    /** A share of votes (or of sessions), with its {@link Wilson} interval. */
    public static Estimate share(long positive, long n) {
        return n == 0
                ? new Estimate(null, 0, null, null)
                : new Estimate((double) positive / n, n, Wilson.interval(positive, n), null);
    }

    /**
     * A mean of values from 0 to 1, with the interval of Student's t: Student, The probable error of a mean, Biometrika 6
     * (1908) 1–25; as in NIST/SEMATECH, e-Handbook of Statistical Methods, section 1.3.5.2. Bounds are not beyond 0 and 1,
     * where no mean can be.
     *
     * @param sum of all values
     * @param squares the sum of the squares of all values
     */
    public static Estimate mean(double sum, double squares, long n) {
        if (n == 0) {
            return new Estimate(null, 0, null, null);
        }
        double mean = Math.max(0, Math.min(1, sum / n));
        if (n == 1) {
            return new Estimate(mean, 1, null, null);
        }
        double deviation = Math.sqrt(Math.max(0, (squares - sum * sum / n) / (n - 1)));
        double half = StudentT.quantile(n - 1) * deviation / Math.sqrt(n);
        return new Estimate(
                mean, n, new Interval(Math.max(0, mean - half), Math.min(1, mean + half), "student_t"), deviation);
    }
}
