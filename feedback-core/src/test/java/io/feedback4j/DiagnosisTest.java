package io.feedback4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.Health.Status;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import io.feedback4j.store.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Duration LONG = Duration.ofHours(7);
    private static final Duration SHORT = Duration.ofHours(5);

    private final Diagnosis diagnosis = new Diagnosis();

    @Test
    void isWellWhileVotesWaitForAPauseToEnd() {
        diagnosis.look(waiting(SHORT), List.of(status(State.PAUSED)), NOW);

        assertThat(diagnosis.status()).isEqualTo(Status.UP);
        assertThat(diagnosis.problems()).isEmpty();
        assertThat(diagnosis.notices()).containsExactly("twilio is paused for aia_asst_1: because");
    }

    @ParameterizedTest
    @CsvSource({"OPEN, true", "PAUSED, true", "ABSENT, false"})
    void asksForAttentionWhenSomethingHasWaitedForHoursThatShouldNot(State state, boolean attention) {
        diagnosis.look(waiting(LONG), List.of(status(state)), NOW);

        assertThat(diagnosis.status()).isEqualTo(attention ? Status.ATTENTION : Status.UP);
        assertThat(diagnosis.problems()).hasSize(attention ? 1 : 0);
    }

    @Test
    void asksForAttentionWhereAnOperatorMustMendTheSettings() {
        diagnosis.look(nothing(), List.of(status(State.MISCONFIGURED)), NOW);

        assertThat(diagnosis.status()).isEqualTo(Status.ATTENTION);
        assertThat(diagnosis.problems()).containsExactly("twilio is misconfigured for aia_asst_1: because");
    }

    @Test
    void mindsADestinationThatIsGoneOnlyWhileSomethingWaitsForIt() {
        diagnosis.look(nothing(), List.of(status(State.GONE)), NOW);
        assertThat(diagnosis.status()).isEqualTo(Status.UP);
        assertThat(diagnosis.notices()).hasSize(1);

        diagnosis.look(waiting(Duration.ZERO), List.of(status(State.GONE)), NOW);
        assertThat(diagnosis.status()).isEqualTo(Status.ATTENTION);
        assertThat(diagnosis.problems()).hasSize(1);
    }

    @Test
    void asksForAttentionForDeadLetters() {
        diagnosis.look(
                new Ledger("twilio", 2, Map.of(DeliveryState.REJECTED, 2L), 0, null), List.of(status(State.OPEN)), NOW);

        assertThat(diagnosis.status()).isEqualTo(Status.ATTENTION);
        assertThat(diagnosis.problems()).singleElement().asString().startsWith("2 deliveries were rejected by twilio");
    }

    @Test
    void isDownWhenTheBooksDoNotBalanceOrVotesCannotBeTaken() {
        diagnosis.look(new Ledger("twilio", 2, Map.of(), 1, null), List.of(), NOW);
        assertThat(diagnosis.status()).isEqualTo(Status.DOWN);

        Diagnosis store = new Diagnosis();
        store.cannotTakeVotes(List.of());
        assertThat(store.status()).isEqualTo(Status.UP);
        store.cannotTakeVotes(List.of("the disk is full"));
        assertThat(store.status()).isEqualTo(Status.DOWN);
        assertThat(store.problems()).containsExactly("the disk is full");
    }

    @Test
    void tellsOfWhatWaitsForADestinationThatWasTakenOut() {
        diagnosis.isNotConfigured(nothing());
        assertThat(diagnosis.notices()).isEmpty();

        diagnosis.isNotConfigured(new Ledger("shelf", 2, Map.of(DeliveryState.READY, 2L), 0, NOW));

        assertThat(diagnosis.status()).isEqualTo(Status.UP);
        assertThat(diagnosis.notices())
                .containsExactly("2 deliveries wait for shelf, which is not configured any more");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void looksAtTheStatesOfItsOwnDestinationOnly(State state) {
        Ledger webhook = new Ledger("webhook", 1, Map.of(DeliveryState.READY, 1L), 0, NOW.minus(LONG));

        diagnosis.look(webhook, List.of(status(state)), NOW);

        assertThat(diagnosis.problems()).isEmpty();
        assertThat(diagnosis.notices()).isEmpty();
    }

    private static Ledger nothing() {
        return new Ledger("twilio", 1, Map.of(DeliveryState.DELIVERED, 1L), 0, null);
    }

    private static Ledger waiting(Duration time) {
        return new Ledger("twilio", 1, Map.of(DeliveryState.READY, 1L), 0, NOW.minus(time));
    }

    private static DestinationStatus status(State state) {
        @Nullable String reason = state == State.OPEN ? null : "because";
        return new DestinationStatus("twilio", "aia_asst_1", state, NOW, null, 0, reason);
    }
}
