package io.feedback4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ElapsedTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MutableClock clock = new MutableClock();
    private final AtomicLong nanos = new AtomicLong(-500);
    private final ElapsedTime time = new ElapsedTime(clock, nanos::get);

    private void pass(Duration byClock, Duration byCounter) {
        Instant unused = clock.advance(byClock);
        nanos.addAndGet(byCounter.toNanos());
    }

    private Duration elapsedWhile(Duration byClock, Duration byCounter) {
        long before = time.getAsLong();
        pass(byClock, byCounter);
        return Duration.ofNanos(time.getAsLong() - before);
    }

    @Test
    void countsWhatThisProcessCounts() {
        assertThat(elapsedWhile(SECOND, SECOND)).isEqualTo(SECOND);
        assertThat(elapsedWhile(SECOND.plusMillis(900), SECOND)).isEqualTo(SECOND);
        assertThat(elapsedWhile(SECOND.negated(), SECOND)).isEqualTo(SECOND);
    }

    @Test
    void countsTheTimeForWhichTheMachineSlept() {
        assertThat(elapsedWhile(Duration.ofMinutes(3), SECOND)).isEqualTo(Duration.ofMinutes(3));
        assertThat(elapsedWhile(SECOND, SECOND)).isEqualTo(SECOND);
    }

    @Test
    void neverGoesBackWhateverTheClockIsSetTo() {
        assertThat(elapsedWhile(Duration.ofDays(-400), SECOND)).isEqualTo(SECOND);
        assertThat(elapsedWhile(Duration.ofDays(400_000), SECOND)).isEqualTo(Duration.ofDays(1));
        assertThat(elapsedWhile(SECOND, SECOND)).isEqualTo(SECOND);
    }
}
