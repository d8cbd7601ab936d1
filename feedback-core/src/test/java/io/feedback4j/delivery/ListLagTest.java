package io.feedback4j.delivery;

import static io.feedback4j.delivery.Feedbacks.ASSISTANT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListLagTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final MutableClock clock = new MutableClock();
    private final ListLag lag = new ListLag(GRACE, clock, clock::nanos);

    private boolean read(String... ids) {
        ListLag.Question question = lag.begin(ASSISTANT);
        IdSet seen = new IdSet();
        List.of(ids).forEach(seen::add);
        return question.answer(seen);
    }

    @Test
    void asksForAReadingOnceAnHourOnceSomethingShouldShow() {
        lag.confirmed(ASSISTANT, "a");
        assertThat(lag.isDue(ASSISTANT)).isFalse();

        clock.advance(GRACE);
        assertThat(lag.isDue(ASSISTANT)).isTrue();
        assertThat(read("a")).isFalse();

        lag.confirmed(ASSISTANT, "b");
        clock.advance(Duration.ofMinutes(50));
        assertThat(lag.isDue(ASSISTANT)).isFalse();
        clock.advance(Duration.ofMinutes(9));
        lag.confirmed(ASSISTANT, "c");
        clock.advance(Duration.ofMinutes(1));
        assertThat(lag.isDue(ASSISTANT)).isTrue();
        assertThat(lag.problems("x")).isEmpty();
    }

    @Test
    void looksAgainUntilItShowsAndTellsHowLateItIs() {
        lag.confirmed(ASSISTANT, "a");
        clock.advance(Duration.ofSeconds(40));

        assertThat(read()).isTrue();
        assertThat(lag.isDue(ASSISTANT)).isFalse();
        clock.advance(Duration.ofSeconds(40));
        assertThat(lag.isDue(ASSISTANT)).isTrue();
        assertThat(read("a")).isFalse();

        assertThat(lag.longest(ASSISTANT)).isEqualTo(Duration.ofSeconds(40));
        assertThat(lag.problems("x"))
                .singleElement()
                .asString()
                .contains("PT40S")
                .contains("PT30S");
    }

    @Test
    void forgetsAfterADay() {
        lag.confirmed(ASSISTANT, "a");
        clock.advance(Duration.ofSeconds(40));
        assertThat(read()).isTrue();

        clock.advance(Duration.ofHours(13));
        assertThat(lag.problems("x")).hasSize(1);
        clock.advance(Duration.ofHours(13));
        assertThat(lag.problems("x")).isEmpty();
    }

    @Test
    void doesNotBlameTheListForWhatIsYoungerThanTheGrace() {
        lag.confirmed(ASSISTANT, "a");
        clock.advance(GRACE.minusSeconds(1));

        assertThat(read()).isFalse();
    }
}
