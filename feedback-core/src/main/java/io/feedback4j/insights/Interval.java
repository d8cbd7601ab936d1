package io.feedback4j.insights;

import static java.util.Objects.requireNonNull;

/**
 * Between which values something is, as far as can be told from so many votes: a 95 % confidence interval.
 *
 * @param low the lower bound
 * @param high the upper bound
 * @param method how it was computed, as the answers name it
 */
public record Interval(double low, double high, String method) {
    /** How often intervals made like this hold the true value. */
    public static final double LEVEL = 0.95;
    /** The quantile of the normal distribution that belongs to {@link #LEVEL}: 97.5 %. */
    static final double Z = 1.959963984540054;

    public Interval {
        requireNonNull(method, "method");
    }
}
