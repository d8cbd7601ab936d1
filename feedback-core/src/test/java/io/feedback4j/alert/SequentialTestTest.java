package io.feedback4j.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.feedback4j.alert.SequentialTest.Verdict;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequentialTestTest {

    /** The boundaries that the documentation of the R package SPRT 1.0 (S. M. Bottine, 2015) prints for 0.05 and 0.2. */
    @Test
    void hasWaldsBoundaries() {
        SequentialTest test = new SequentialTest(0.1, 0.3, 0.05, 0.20);

        assertThat(test.lower()).isCloseTo(-1.558, within(0.0005));
        assertThat(test.upper()).isCloseTo(2.773, within(0.0005));
    }

    /**
     * The Bernoulli example in the documentation of {@code sprt} of the R package SPRT: α = 0.05, β = 0.1, p₀ = 0.1, p₁ =
     * 0.3. Each 1 adds ln 3 = 1.0986, each 0 takes away ln(9/7) = 0.2513, and the boundary is ln 18 = 2.8904.
     */
    @Test
    void decidesAtTheSeventhObservationOfThePublishedSeries() {
        int[] series = {0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0};
        double[] evidence = {-0.2513, -0.5026, 0.5960, 0.3447, 1.4433, 2.5419, 3.6405};
        SequentialTest test = new SequentialTest(0.1, 0.3, 0.05, 0.1);

        int bad = 0;
        for (int n = 1; n <= 7; n++) {
            bad += series[n - 1];
            assertThat(test.evidence(n, bad)).as("after %d", n).isCloseTo(evidence[n - 1], within(0.0001));
            assertThat(test.verdict(n, bad)).as("after %d", n).isEqualTo(n < 7 ? Verdict.GO_ON : Verdict.BAD);
        }
    }

    /**
     * The plan of the NIST/SEMATECH e-Handbook, 6.2.6, with p₁ = 0.01, p₂ = 0.10, α = 0.05, β = 0.20, by its formulas: k =
     * ln 11 = 2.3979, h₁ = ln 4.75 / k = 0.6498, h₂ = ln 16 / k = 1.1563, s = ln 1.1 / k = 0.0397. So two bad ones at once
     * are too many, one alone never decides before 17 have been seen, and none among 17 is fine.
     */
    @ParameterizedTest
    @CsvSource({
        "1, 1, GO_ON",
        "2, 2, BAD",
        "16, 0, GO_ON",
        "17, 0, FINE",
        "21, 2, BAD",
        "22, 2, GO_ON",
        "41, 1, GO_ON",
        "42, 1, FINE",
        "46, 3, BAD",
        "47, 3, GO_ON"
    })
    void drawsTheTwoLinesOfTheHandbook(long observations, long bad, Verdict verdict) {
        assertThat(new SequentialTest(0.01, 0.10, 0.05, 0.20).verdict(observations, bad))
                .isEqualTo(verdict);
    }

    @Test
    void keepsItsErrorRates() {
        SequentialTest test = new SequentialTest(0.2, 0.3, 0.01, 0.05);
        Random random = new Random(1945);

        assertThat(shareOf(Verdict.BAD, test, 0.2, random)).isLessThan(0.015);
        assertThat(shareOf(Verdict.FINE, test, 0.3, random)).isLessThan(0.06);
        assertThat(shareOf(Verdict.BAD, test, 0.1, random)).isZero();
    }

    private static double shareOf(Verdict wanted, SequentialTest test, double rate, Random random) {
        int runs = 4_000;
        int count = 0;
        for (int i = 0; i < runs; i++) {
            long n = 0;
            long bad = 0;
            Verdict verdict = Verdict.GO_ON;
            while (verdict == Verdict.GO_ON) {
                n++;
                bad += random.nextDouble() < rate ? 1 : 0;
                verdict = test.verdict(n, bad);
            }
            count += verdict == wanted ? 1 : 0;
        }
        return (double) count / runs;
    }

    @Test
    void refusesWhatTellsNothingApart() {
        assertThatThrownBy(() -> new SequentialTest(0.2, 0.2, 0.01, 0.05)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SequentialTest(0, 0.2, 0.01, 0.05)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SequentialTest(0.1, 0.2, 0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlertLine(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlertLine(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
