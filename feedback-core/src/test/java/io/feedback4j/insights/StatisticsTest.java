package io.feedback4j.insights;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedback4j.insights.Difference.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Formulas against examples that were worked out by others. */
class StatisticsTest {

    /** R. G. Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3 (score, without continuity correction). */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0,  20,  0.0000, 0.1611",
        "1,  29,  0.0061, 0.1718"
    })
    void wilsonIsAsPublished(long positive, long n, double low, double high) {
        Interval interval = Wilson.interval(positive, n);

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
        Interval mirrored = Wilson.interval(n - positive, n);
        assertThat(mirrored.low()).isCloseTo(1 - high, within(0.00005));
        assertThat(mirrored.high()).isCloseTo(1 - low, within(0.00005));
    }

    @Test
    void wilsonEndsWhereSharesEnd() {
        assertThat(Wilson.interval(0, 7).low()).isZero();
        assertThat(Wilson.interval(7, 7).high()).isEqualTo(1);
        assertThat(Wilson.interval(0, 0)).isEqualTo(new Interval(0, 1, "wilson"));
        assertThatThrownBy(() -> Wilson.interval(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Wilson.interval(4_000_000_000L, 5_000_000_000L).low()).isCloseTo(0.8, within(0.0001));
    }

    /** R. G. Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10 (hybrid score). */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80,  0.0524,  0.3339",
        "9,  10, 3,  10,  0.1705,  0.8090",
        "6,  7,  2,  7,   0.0582,  0.8062",
        "5,  56, 0,  29, -0.0381,  0.1926",
        "0,  10, 0,  20, -0.1611,  0.2775",
        "0,  10, 0,  10, -0.2775,  0.2775",
        "10, 10, 0,  20,  0.6791,  1.0000",
        "10, 10, 0,  10,  0.6075,  1.0000"
    })
    void newcombeIsAsPublished(long positive, long n, long otherPositive, long otherN, double low, double high) {
        Interval interval = Newcombe.difference(positive, n, otherPositive, otherN);

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    /** NIST/SEMATECH, e-Handbook of Statistical Methods, section 1.3.6.7.2, column 0.975. */
    @ParameterizedTest
    @CsvSource({
        "1, 12.706",
        "2, 4.303",
        "3, 3.182",
        "4, 2.776",
        "5, 2.571",
        "6, 2.447",
        "7, 2.365",
        "8, 2.306",
        "9, 2.262",
        "10, 2.228",
        "15, 2.131",
        "20, 2.086",
        "30, 2.042",
        "60, 2.000",
        "100, 1.984",
        "100000000, 1.960"
    })
    void quantilesOfStudentsAreAsPublished(long degrees, double quantile) {
        assertThat(StudentT.quantile(degrees)).isCloseTo(quantile, within(0.0006));
    }

    /**
     * Six values: 0, 0.25, 0.5, 0.75, 1, 1. Their mean is 3.5/6; squared differences from it add up to 0.8333333, so the
     * deviation is √(0.8333333/5) = 0.408248, and 2.57058 · 0.408248/√6 = 0.428430.
     */
    @Test
    void aMeanHasTheIntervalOfStudents() {
        Estimate mean = Estimate.mean(3.5, 0.0625 + 0.25 + 0.5625 + 1 + 1, 6);

        assertThat(mean.value()).isCloseTo(0.583333, within(0.000001));
        assertThat(mean.deviation()).isCloseTo(0.408248, within(0.000001));
        Interval interval = requireNonNull(mean.interval());
        assertThat(interval.low()).isCloseTo(0.154903, within(0.0001));
        assertThat(interval.high()).isEqualTo(1);
        assertThat(Estimate.mean(0.5, 0.25, 1)).isEqualTo(new Estimate(0.5, 1, null, null));
        assertThat(Estimate.mean(0, 0, 0).value()).isNull();
    }

    @Test
    void saysWhatADifferenceIsWorth() {
        assertThat(Difference.ofShares(19, 19, 0, 1_000).verdict()).isEqualTo(Verdict.NOT_ENOUGH_VOTES);
        assertThat(Difference.ofShares(19, 19, 0, 1_000).value()).isEqualTo(1.0);
        assertThat(Difference.ofShares(0, 0, 5, 10).value()).isNull();
        assertThat(Difference.ofShares(56, 70, 48, 80).verdict()).isEqualTo(Verdict.HIGHER);
        assertThat(Difference.ofShares(48, 80, 56, 70).verdict()).isEqualTo(Verdict.LOWER);
        assertThat(Difference.ofShares(40, 80, 36, 70).verdict()).isEqualTo(Verdict.NO_CLEAR_CHANGE);
        assertThat(Difference.ofShares(56, 70, 48, 80).sentence())
                .isEqualTo("Higher than in the period before: +20.0 points (95 % interval +5.2 to +33.4).");
        assertThat(Difference.ofShares(1, 2, 3, 4).sentence())
                .isEqualTo("Not enough votes to say: 2 now and 4 before; 20 are needed in each.");
    }

    /** Two means 0.9 and 0.8 with deviations 0.3 and 0.4 of 400 and 100: 1.95996 · √(0.09/400 + 0.16/100) = 0.0837. */
    @Test
    void comparesMeansByTheirOwnVariances() {
        Estimate later = new Estimate(0.9, 400, null, 0.3);
        Estimate earlier = new Estimate(0.8, 100, null, 0.4);

        Difference difference = Difference.ofMeans(later, earlier);

        Interval interval = requireNonNull(difference.interval());
        assertThat(interval.low()).isCloseTo(0.1 - 0.08372, within(0.0001));
        assertThat(interval.high()).isCloseTo(0.1 + 0.08372, within(0.0001));
        assertThat(difference.verdict()).isEqualTo(Verdict.HIGHER);
        assertThat(Difference.ofMeans(later, new Estimate(0.8, 19, null, 0.4)).verdict())
                .isEqualTo(Verdict.NOT_ENOUGH_VOTES);
    }
}
