package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final RateLimiter limiter = new RateLimiter(new RateLimit(3, Duration.ofMinutes(1)), nanos::get);

    @Test
    void givesItsPermitsAndThenSaysHowLongToWait() {
        assertThat(limiter.take("a")).isZero();
        assertThat(limiter.take("a")).isZero();
        assertThat(limiter.take("a")).isZero();

        assertThat(limiter.take("a")).isEqualTo(Duration.ofSeconds(20));
        assertThat(limiter.take("b")).isZero();
    }

    @Test
    void fillsEvenlyAndNeverBeyondItsMeasure() {
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("a")).isZero();
        }

        pass(Duration.ofSeconds(20));
        assertThat(limiter.take("a")).isZero();
        assertThat(limiter.take("a")).isPositive();

        pass(Duration.ofHours(5));
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("a")).isZero();
        }
        assertThat(limiter.take("a")).isPositive();
    }

    @Test
    void doesNotCountRefusals() {
        for (int i = 0; i < 30; i++) {
            limiter.take("a");
        }

        assertThat(limiter.take("a")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void letsEverythingPassWithoutALimit() {
        RateLimiter none = new RateLimiter(null, nanos::get);

        assertThat(none.take("a")).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
