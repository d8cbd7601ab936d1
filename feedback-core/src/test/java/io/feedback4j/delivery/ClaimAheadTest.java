package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimAheadTest {
    private final ClaimAhead ahead = new ClaimAhead();

    @Test
    void claimsForEachThatCanBeSentOneMore() {
        assertThat(ahead.room(8, 0, 0)).isEqualTo(16);
        assertThat(ahead.room(8, 8, 4)).isEqualTo(4);
    }

    @Test
    void claimsNothingWhileHalfOfItIsThere() {
        assertThat(ahead.room(8, 3, 5)).isZero();
    }

    @Test
    void claimsMoreWhereMoreEndsDuringARoundAndLessAgainLater() {
        ahead.ended(40);
        assertThat(ahead.room(8, 8, 0)).isEqualTo(80);

        for (int i = 0; i < 20; i++) {
            ahead.ended(1);
        }
        assertThat(ahead.room(8, 8, 0)).isEqualTo(8);
    }

    @Test
    void neverHoldsMoreThanAFewHundred() {
        ahead.ended(100_000);

        assertThat(ahead.room(8, 8, 0)).isEqualTo(256);
    }
}
