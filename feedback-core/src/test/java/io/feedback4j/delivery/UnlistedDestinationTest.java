package io.feedback4j.delivery;

import static io.feedback4j.delivery.FakeDestination.storedBut;
import static io.feedback4j.delivery.Feedbacks.ASSISTANT;
import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.model.Feedback;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnlistedDestinationTest {
    private static final Outcome LOST = new Outcome.Unknown(null, null, "reset");

    private final MutableClock clock = new MutableClock();
    private final FakeDeliveryStore store = new FakeDeliveryStore();
    private final FakeDestination behind = new FakeDestination(clock);

    private record Plain(FakeDestination behind, boolean recognisesRepeats) implements Destination {
        @Override
        public String name() {
            return behind.name();
        }

        @Override
        public Outcome send(Feedback feedback) {
            return behind.send(feedback);
        }

        @Override
        public void close() {
            behind.close();
        }
    }

    private DeliveryRound round(boolean recognisesRepeats) {
        DeliveryPorts ports = new DeliveryPorts(store, limit -> List.of(), () -> new byte[32], clock, clock::nanos);
        DeliveryOptions options = DeliveryOptions.builder(List.of(ASSISTANT))
                .owner("me")
                .sweepDelay(Duration.ZERO)
                .build();
        return new DeliveryRound(
                new Plain(behind, recognisesRepeats),
                ports,
                options,
                new Crew(Runnable::run, Runnable::run, () -> 1.0, () -> {}));
    }

    private void pass(DeliveryRound round, Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            round.get();
            round.get();
        }
    }

    @Test
    void sendsAgainWhatItWouldRecognise() {
        Feedback feedback = store.ready(feedback());
        behind.answers.add(storedBut(LOST));

        pass(round(true), Duration.ofSeconds(5));

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(behind.sent).containsExactly(feedback, feedback);
        assertThat(behind.pagesAsked).isEmpty();
    }

    @Test
    void sendsAgainWhatSomebodyWhoIsGoneWasSending() {
        Feedback feedback = store.ready(feedback());
        store.row(feedback).state = SENDING;
        store.row(feedback).owner = "who was killed";
        store.row(feedback).firstAttemptAt = clock.instant();
        store.row(feedback).lastAttemptAt = clock.instant();

        pass(round(true), Duration.ofMinutes(1));

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(behind.sent).containsExactly(feedback);
    }

    @Test
    void leavesToAnOperatorWhatWouldBeThereTwice() {
        Feedback feedback = store.ready(feedback());
        behind.answers.add(storedBut(LOST));
        DeliveryRound round = round(false);

        pass(round, Duration.ofMinutes(10));

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(behind.sent).hasSize(1);
        assertThat(behind.pagesAsked).isEmpty();
        assertThat(round.unresolved().byAssistant()).isEqualTo(Map.of(ASSISTANT, 1L));
        assertThat(round.policy().outlook()).contains("wait for an operator");
    }

    @Test
    void takesNoAnswerAtAllForOneThatIsNotKnown() {
        Feedback feedback = store.ready(feedback());
        behind.otherwise = (self, sent) -> nothing();

        pass(round(false), Duration.ofMinutes(1));

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(behind.sent).hasSize(1);
    }

    @SuppressWarnings("NullAway") // As a host's own may do.
    private static Outcome nothing() {
        return null;
    }

    @Test
    void isTheDestinationItselfWhereThatHasAList() {
        assertThat(UnlistedDestination.listed(behind)).isSameAs(behind);
        assertThat(UnlistedDestination.policy(behind, UncertaintyPolicy.RECONCILE))
                .isEqualTo(UncertaintyPolicy.RECONCILE);
    }

    @Test
    void passesEverythingOnButHasNoList() {
        Feedback feedback = feedback();
        try (ListedDestination listed = UnlistedDestination.listed(new Plain(behind, true))) {
            assertThat(listed.name()).isEqualTo(behind.name());
            assertThat(listed.recognisesRepeats()).isTrue();
            assertThat(listed.send(feedback)).isInstanceOf(Outcome.Delivered.class);
            assertThat(listed.fingerprint(feedback)).isEqualTo(feedback.id().value());
            assertThatThrownBy(() -> listed.list(ASSISTANT, null))
                    .isInstanceOf(ListingException.class)
                    .hasMessageContaining("has no list");
        }

        assertThat(behind.closed).isTrue();
    }
}
