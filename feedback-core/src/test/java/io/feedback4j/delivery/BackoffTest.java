package io.feedback4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Duration CAP = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "10, 512", "11, 900", "32, 900", "33, 900", "2147483647, 900", "0, 1"})
    void doublesItsLimitUpToTheCap(int failures, int seconds) {
        assertThat(backoff(1).limit(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void choosesAnywhereBelowTheLimit() {
        assertThat(backoff(0).delay(5)).isZero();
        assertThat(backoff(0.5).delay(5)).isEqualTo(Duration.ofSeconds(8));
        assertThat(backoff(1).delay(5)).isEqualTo(Duration.ofSeconds(16));
    }

    private static Backoff backoff(double random) {
        return new Backoff(Duration.ofSeconds(1), CAP, () -> random);
    }
}
