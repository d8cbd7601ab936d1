package io.feedback4j.alert;

/**
 * Wald's sequential probability ratio test of a share: after each observation it says whether the share is as bad as one
 * should know, whether it is fine, or that more has to be seen. It needs no sample size beforehand, and about half as many
 * observations as a test that has one.
 *
 * <p>A. Wald, "Sequential Tests of Statistical Hypotheses", Annals of Mathematical Statistics 16 (1945), pp. 117–186,
 * section 5.2; the same form, with two parallel lines, in the NIST/SEMATECH e-Handbook of Statistical Methods, 6.2.6. Of
 * n observations with x bad ones: bad when x ≥ h₂ + s·n, fine when x ≤ −h₁ + s·n.
 *
 * @param acceptable the share of bad ones that is still fine, 0 to 1 exclusive
 * @param rejectable the share of bad ones that one should know of; greater
 * @param falseAlarm how often it says bad though the share is the acceptable one (α), at the most about
 * @param missed how often it says fine though the share is the rejectable one (β), at the most about
 */
record SequentialTest(double acceptable, double rejectable, double falseAlarm, double missed) {

    /** What has been found out. */
    enum Verdict {
        /** Nothing yet. */
        GO_ON,
        /** The share of bad ones is rather the rejectable one. */
        BAD,
        /** The share of bad ones is rather the acceptable one. */
        FINE
    }

    /** @throws IllegalArgumentException when the shares are none, or in the wrong order, or the rates are useless */
    SequentialTest {
        boolean shares = acceptable > 0 && rejectable > acceptable && rejectable < 1;
        boolean rates = falseAlarm > 0 && missed > 0 && falseAlarm + missed < 1;
        if (!shares || !rates) {
            throw new IllegalArgumentException("0 < acceptable < rejectable < 1, and rates that add up to less than 1");
        }
    }

    /** @param bad of them */
    Verdict verdict(long observations, long bad) {
        double evidence = evidence(observations, bad);
        if (evidence >= upper()) {
            return Verdict.BAD;
        }
        return evidence <= lower() ? Verdict.FINE : Verdict.GO_ON;
    }

    /** The logarithm of how much likelier what was seen is with the rejectable share than with the acceptable one. */
    double evidence(long observations, long bad) {
        return bad * Math.log(rejectable / acceptable)
                + (observations - bad) * Math.log((1 - rejectable) / (1 - acceptable));
    }

    /** From here on it is bad. */
    double upper() {
        return Math.log((1 - missed) / falseAlarm);
    }

    /** Down from here it is fine. */
    double lower() {
        return Math.log(missed / (1 - falseAlarm));
    }
}
