package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Status;
import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.Change;
import io.feedback4j.store.Marker;
import io.feedback4j.store.Store;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What binding must do in every database. One subclass for each. */
abstract class DefaultBindingContract {
    private static final Instant START = MutableClock.START;
    private static final Instant LATER = START.plusSeconds(600);

    private Store store;

    abstract Store open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void movesWhatWasKeptWithoutAnAssistant() {
        Change.Accept first = accept(unbound());
        Change.Accept second = accept(unbound());

        assertThat(store.bindDefault("default", ASSISTANT)).isEqualTo(2);

        assertThat(history()).extracting(Feedback::id).containsExactly(second.id(), first.id());
        assertThat(store.deliveries().due("twilio", List.of(ASSISTANT), LATER, LATER, 10))
                .extracting(Feedback::id)
                .containsExactly(second.id());
        assertThat(store.feedback().find("default", first.id())).isEmpty();
        assertThat(store.bindDefault("default", ASSISTANT)).isZero();
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void movesMarkersAndAlarmsAndGoesOnWithTheWatch() {
        store.insights().mark(new Marker("1", START, "default", "deployment", "1.0"));
        store.insights().mark(new Marker("2", START, "", "deployment", "of all"));
        AlertState watch = new AlertState("default", 0.8, store.alerts().position(START), 7, 3, false);
        Alert alarm = new Alert("a", "default", 0.8, START, 7, 3, null, START);
        store.alerts().save(null, watch, List.of(alarm));

        store.bindDefault("default", ASSISTANT);

        assertThat(store.insights().markers(ASSISTANT, START, LATER, 10))
                .extracting(Marker::assistantId)
                .containsExactly(ASSISTANT, "");
        assertThat(store.alerts().newest(ASSISTANT, 10)).extracting(Alert::id).containsExactly("a");
        assertThat(store.alerts().state(ASSISTANT)).hasValueSatisfying(state -> {
            assertThat(state.position()).isEqualTo(watch.position());
            assertThat(state.armed()).isFalse();
        });
        assertThat(store.alerts().state("default")).isEmpty();
    }

    @Test
    void letsTheNewerStandWhereBothHaveOne() {
        Change.Accept older = accept(vote());
        Change.Accept newer = accept(unbound().at(START.plusSeconds(1)));

        store.bindDefault("default", ASSISTANT);

        assertThat(history()).extracting(Feedback::id).containsExactly(newer.id(), older.id());
        assertThat(history()).extracting(Feedback::number).containsExactly(2L, 1L);
        assertThat(history()).extracting(Feedback::status).containsExactly(Status.CURRENT, Status.REPLACED);
        assertThat(stateOf(older)).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(stateOf(newer)).isEqualTo(DeliveryState.SETTLING);
        assertThat(accepted(vote()).record().feedback().number()).isEqualTo(3);
    }

    @Test
    void bringsNothingBackThatWasFollowedByAWithdrawal() {
        Change.Accept older = accept(vote());
        Change.Accept withdrawn = accept(unbound().at(START.plusSeconds(1)));
        store.feedback().write(List.of(new Change.Withdraw("default", withdrawn.id(), START.plusSeconds(2))));

        store.bindDefault("default", ASSISTANT);

        assertThat(history()).extracting(Feedback::id).containsExactly(withdrawn.id(), older.id());
        assertThat(history()).extracting(Feedback::status).containsExactly(Status.WITHDRAWN, Status.REPLACED);
        assertThat(stateOf(older)).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(accepted(vote()).record().feedback().number()).isEqualTo(3);
    }

    @Test
    void keepsTheOrderOfOneSideWhateverTheClockSaid() {
        Change.Accept bound = accept(vote());
        Change.Accept ahead = accept(unbound().at(START.plusSeconds(9)));
        Change.Accept last = accept(unbound().at(START.plusSeconds(5)));

        store.bindDefault("default", ASSISTANT);

        assertThat(history()).extracting(Feedback::id).containsExactly(last.id(), ahead.id(), bound.id());
        assertThat(history().get(0).status()).isEqualTo(Status.CURRENT);
    }

    @Test
    void movesMoreThanOnePortion() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            changes.add(unbound().message("m" + i % 600).accept());
        }
        store.feedback().write(changes);
        accept(vote().message("m7"));

        assertThat(store.bindDefault("default", ASSISTANT)).isEqualTo(1_100);

        assertThat(store.feedback().list(query().assistant("default").build())).isEmpty();
        assertThat(store.feedback().current(ASSISTANT, "session", "", 1_000)).hasSize(600);
        assertThat(store.deliveries().due("twilio", List.of(ASSISTANT), LATER, LATER, 1_000))
                .hasSize(600);
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void letsVotesComeInBetweenPortions() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 350; i++) {
            changes.add(unbound().message("m" + i).accept());
        }
        store.feedback().write(changes);

        assertThat(store.bindPortion("default", ASSISTANT)).isBetween(1L, 300L);
        Change.Accept between = accept(vote().message("m349"));
        assertThat(store.bindDefault("default", ASSISTANT)).isPositive();

        assertThat(store.feedback().current(ASSISTANT, "session", "", 1_000)).hasSize(350);
        assertThat(store.feedback().find(ASSISTANT, between.id())).isPresent();
        assertThat(store.bindPortion("default", ASSISTANT)).isZero();
    }

    @Test
    void toleratesTheSameKeyOnBothSides() {
        accept(vote().key("k"));
        accept(unbound().message("other").key("k"));

        assertThat(store.bindDefault("default", ASSISTANT)).isEqualTo(1);

        assertThat(store.feedback().write(List.of(vote().key("k").accept())).get(0))
                .isInstanceOf(Written.Repeated.class);
    }

    private static Votes unbound() {
        return vote().assistant("default");
    }

    private Change.Accept accept(Votes vote) {
        Change.Accept accept = vote.accept();
        store.feedback().write(List.of(accept));
        return accept;
    }

    private Written.Kept accepted(Votes vote) {
        return (Written.Kept) store.feedback().write(List.of(vote.accept())).get(0);
    }

    private List<Feedback> history() {
        return store.feedback().history(vote().target(), 10);
    }

    private DeliveryState stateOf(Change.Accept accepted) {
        return store.feedback()
                .find(ASSISTANT, accepted.id())
                .orElseThrow()
                .deliveries()
                .get(0)
                .state();
    }
}
