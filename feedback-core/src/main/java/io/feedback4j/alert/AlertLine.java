package io.feedback4j.alert;

/**
 * The line that the positive share must not fall below. The test tells a share at the line from one that is a tenth of one
 * lower (half the line, where that is less): in between it takes its time, above it keeps quiet.
 *
 * <p>Both of its error rates hold for one run of the test, which begins anew whenever it has found that all is fine. So of a
 * hundred runs with a share exactly at the line about one raises a false alarm; with each step above the line it becomes
 * rare very soon (it is Page's scheme of 1954, with its lower boundary not at nought).
 *
 * @param share more than 0 and less than 1
 */
public record AlertLine(double share) {
    /** How far below the line a share is that is to be noticed. */
    public static final double MARGIN = 0.1;
    /** How often a run of the test raises an alarm though the share is at the line, at the most about. */
    public static final double FALSE_ALARM = 0.01;
    /** How often a run of the test finds that all is fine though the share is lower by the margin, at the most about. */
    public static final double MISSED = 0.05;

    /** @throws IllegalArgumentException when it is no share, or 0, or 1 */
    public AlertLine {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a line is more than 0 and less than 1");
        }
    }

    /** The share that is told from one at the line. */
    public double lower() {
        return share - Math.min(MARGIN, share / 2);
    }

    SequentialTest test() {
        return new SequentialTest(1 - share, 1 - lower(), FALSE_ALARM, MISSED);
    }
}
