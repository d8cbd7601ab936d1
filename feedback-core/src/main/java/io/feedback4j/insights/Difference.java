package io.feedback4j.insights;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of a share from one period to the next, and whether that is more than chance.
 *
 * @param value the later share less the earlier; {@code null} where one of them is not known
 * @param interval where the true difference may be; {@code null} where there is too little to say
 * @param verdict whether there is a difference
 * @param sentence the same in words, in English
 */
public record Difference(@Nullable Double value, @Nullable Interval interval, Verdict verdict, String sentence) {
    /** In each of both periods there must be so many scores (or sessions) before anything is said about a difference. */
    public static final int MIN_EACH = 20;

    /** What can be said. */
    public enum Verdict {
        /** All of the interval is above 0. */
        HIGHER,
        /** All of the interval is below 0. */
        LOWER,
        /** The interval holds 0. */
        NO_CLEAR_CHANGE,
        /** Fewer than {@link Difference#MIN_EACH} in one of both. */
        NOT_ENOUGH_VOTES;

        /** The word in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Between shares of votes. */
    public static Difference ofShares(long positive, long n, long earlierPositive, long earlierN) {
        if (n < MIN_EACH || earlierN < MIN_EACH) {
            Double value = n == 0 || earlierN == 0 ? null : (double) positive / n - (double) earlierPositive / earlierN;
            return notEnough(value, n, earlierN);
        }
        double value = (double) positive / n - (double) earlierPositive / earlierN;
        return of(value, Newcombe.difference(positive, n, earlierPositive, earlierN));
    }

    /**
     * Between means, by the normal approximation with each one's own variance: B. L. Welch, The significance of the
     * difference between two means when the population variances are unequal, Biometrika 29 (1938) 350–362.
     */
    public static Difference ofMeans(Estimate later, Estimate earlier) {
        Double one = later.value();
        Double other = earlier.value();
        Double value = one == null || other == null ? null : one - other;
        Double deviation = later.deviation();
        Double earlierDeviation = earlier.deviation();
        boolean enough = later.n() >= MIN_EACH && earlier.n() >= MIN_EACH;
        if (!enough || value == null || deviation == null || earlierDeviation == null) {
            return notEnough(value, later.n(), earlier.n());
        }
        double half = Interval.Z
                * Math.sqrt(deviation * deviation / later.n() + earlierDeviation * earlierDeviation / earlier.n());
        return of(value, new Interval(value - half, value + half, "welch_normal"));
    }

    private static Difference of(double value, Interval interval) {
        Verdict verdict =
                interval.low() > 0 ? Verdict.HIGHER : interval.high() < 0 ? Verdict.LOWER : Verdict.NO_CLEAR_CHANGE;
        String begin = verdict == Verdict.NO_CLEAR_CHANGE
                ? "No clear change against the period before"
                : (verdict == Verdict.HIGHER ? "Higher" : "Lower") + " than in the period before";
        return new Difference(
                value,
                interval,
                verdict,
                begin + ": " + points(value) + " points (95 % interval " + points(interval.low()) + " to "
                        + points(interval.high()) + ").");
    }

    private static Difference notEnough(@Nullable Double value, long n, long earlierN) {
        return new Difference(
                value,
                null,
                Verdict.NOT_ENOUGH_VOTES,
                "Not enough votes to say: " + n + " now and " + earlierN + " before; " + MIN_EACH
                        + " are needed in each.");
    }

    private static String points(double share) {
        String text = String.format(Locale.ROOT, "%+.1f", share * 100);
        return text.equals("-0.0") ? "+0.0" : text;
    }
}
