package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private final ConcurrencyLimit limit = new ConcurrencyLimit(8);

    @Test
    void isHalvedOnceForAllThatWereRunningAlready() {
        limit.throttled(10, 20);
        limit.throttled(11, 21);
        limit.throttled(19, 22);
        assertThat(limit.get()).isEqualTo(4);

        limit.throttled(21, 30);
        assertThat(limit.get()).isEqualTo(2);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 10; i++) {
            limit.throttled(100 * i, 100 * i);
        }

        assertThat(limit.get()).isEqualTo(1);
    }

    @Test
    void growsSlowlyAgainUpToWhatItMayBe() {
        limit.throttled(1, 2);
        for (int i = 0; i < 5; i++) {
            limit.succeeded();
        }
        assertThat(limit.get()).isEqualTo(5);

        for (int i = 0; i < 100; i++) {
            limit.succeeded();
        }
        assertThat(limit.get()).isEqualTo(8);
    }
}
