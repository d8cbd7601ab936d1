package io.feedback4j.insights;

/**
 * The quantile of Student's t distribution for {@link Interval#LEVEL}: G. W. Hill, Algorithm 396: Student's t-quantiles,
 * Communications of the ACM 13 (1970) 619–620. Exact for one and two degrees of freedom; with more, right to four digits and
 * better the more there are.
 */
final class StudentT {
    private static final double BOTH_TAILS = 1 - Interval.LEVEL;

    private StudentT() {}

    /** What is exceeded in 2.5 % of all cases. @param degrees of freedom, at least one */
    static double quantile(long degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException("degrees of freedom must be at least 1, were " + degrees);
        }
        if (degrees == 1) {
            return 1 / Math.tan(BOTH_TAILS * Math.PI / 2);
        }
        if (degrees == 2) {
            return Math.sqrt(2 / (BOTH_TAILS * (2 - BOTH_TAILS)) - 2);
        }
        return expanded(degrees);
    }

    private static double expanded(double n) {
        double a = 1 / (n - 0.5);
        double b = 48 / (a * a);
        double c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
        double d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt(a * Math.PI / 2) * n;
        double y = Math.pow(d * BOTH_TAILS, 2 / n);
        return Math.sqrt(n * (y > 0.05 + a ? aboutNormal(n, a, b, c, d) : inTheTail(n, d, y)));
    }

    private static double aboutNormal(double n, double a, double b, double c, double d) {
        double x = -Interval.Z;
        double y = x * x;
        double more = n < 5 ? c + 0.3 * (n - 4.5) * (x + 0.6) : c;
        more = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + more;
        y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / more - y - 3) / b + 1) * x;
        return Math.expm1(a * y * y);
    }

    private static double inTheTail(double n, double d, double y) {
        return ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) * 3) + 0.5 / (n + 4)) * y - 1)
                        * (n + 1)
                        / (n + 2)
                + 1 / y;
    }
}
