package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.Foreign.Fate;
import io.feedback4j.store.ImportStore;
import io.feedback4j.store.ImportStore.Kind;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.Store;
import io.feedback4j.store.Surplus;
import io.feedback4j.testing.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link ImportStore} must do. The store has one destination, {@code twilio}, and a window of 30 seconds. */
abstract class ImportStoreContract {
    private static final String TWILIO = "twilio";
    private static final Instant START = MutableClock.START;
    private static final Instant LATER = START.plus(Duration.ofDays(1));
    private static final Target TARGET = new Target(ASSISTANT, "session", "aia_msg_1", "");

    private final FeedbackIds ids = new FeedbackIds(() -> START, new SecureRandom());
    private int count;

    abstract Store store();

    @AfterEach
    void booksAreBalanced() {
        Ledger ledger = store().deliveries().ledger(TWILIO);
        store().close();
        assertThat(ledger.isBalanced()).as("%s", ledger).isTrue();
    }

    private Foreign foreign(double score, Instant at) {
        String id = "up" + count++;
        return new Foreign(ids.at(at), TARGET, new Opinion(score, "", List.of()), at, id, "print of " + id);
    }

    private Fate add(Foreign foreign) {
        return store().imports().add(TWILIO, List.of(foreign), LATER).get(0);
    }

    private List<Feedback> history() {
        return store().feedback().history(TARGET, 100);
    }

    @Test
    void keepsEachOnceInItsPlaceInTime() {
        List<Foreign> foreign = List.of(
                foreign(0.3, START.plusSeconds(30)),
                foreign(0.1, START.plusSeconds(10)),
                foreign(0.5, START.plusSeconds(50)),
                foreign(0.2, START.plusSeconds(20)),
                foreign(0.4, START.plusSeconds(40)),
                foreign(0.4, START.plusSeconds(40)),
                foreign(0.0, START));

        assertThat(store().imports().add(TWILIO, foreign, LATER)).containsOnly(Fate.ADDED);
        assertThat(store().imports().add(TWILIO, foreign, LATER)).containsOnly(Fate.KNOWN);

        assertThat(history())
                .extracting(one -> one.opinion().score())
                .containsExactly(0.5, 0.4, 0.4, 0.3, 0.2, 0.1, 0.0);
        assertThat(history().get(0).status()).isEqualTo(Status.CURRENT);
        assertThat(history().subList(1, 7)).allMatch(one -> one.status() == Status.REPLACED);
        assertThat(store().deliveries().ledger(TWILIO).accepted()).isEqualTo(7);
        assertThat(store().feedback().list(query().build())).hasSize(7);
    }

    @Test
    void doesNotTakeThePlaceOfWhatWaits() {
        Change.Accept own = vote().at(START).accept();
        store().feedback().write(List.of(own));

        assertThat(add(foreign(0, START.plusSeconds(5)))).isEqualTo(Fate.POSTPONED);
        assertThat(add(foreign(0, START.minusSeconds(5)))).isEqualTo(Fate.ADDED);

        assertThat(history()).extracting(Feedback::status).containsExactly(Status.CURRENT, Status.REPLACED);
        assertThat(history().get(0).id()).isEqualTo(own.id());
    }

    @Test
    void doesNotMakeCurrentWhatWasSaidBeforeSomethingWasTakenBack() {
        Change.Accept own = vote().at(START).accept();
        store().feedback().write(List.of(own));
        store().feedback().write(List.of(new Change.Withdraw(ASSISTANT, own.id(), START.plusSeconds(60))));

        assertThat(add(foreign(0, START.plusSeconds(30)))).isEqualTo(Fate.ADDED);
        assertThat(history().get(0).status()).isEqualTo(Status.REPLACED);
        assertThat(add(foreign(1, START.plusSeconds(90)))).isEqualTo(Fate.ADDED);
        assertThat(history())
                .extracting(Feedback::status)
                .containsExactly(Status.CURRENT, Status.REPLACED, Status.WITHDRAWN);
    }

    @Test
    void knowsWhatIsWhat() {
        Foreign imported = foreign(1, START);
        add(imported);
        store().deliveries().keepSurplus(TWILIO, ASSISTANT, List.of(new Surplus("twice", "print", START)), LATER);

        var known = store().imports().known(TWILIO, List.of(imported.upstreamId(), "twice", "unknown"));

        assertThat(known).containsOnlyKeys(imported.upstreamId(), "twice");
        assertThat(known.get(imported.upstreamId()))
                .isEqualTo(new ImportStore.Known(Kind.IMPORTED, imported.fingerprint()));
        assertThat(known.get("twice")).isEqualTo(new ImportStore.Known(Kind.SURPLUS, "print"));
        assertThat(store().imports().confirmed(TWILIO, ASSISTANT, "", LATER, 10))
                .isEmpty();
    }

    @Test
    void remembersHowFarWasPurgedAndWhenWasImported() {
        assertThat(store().imports().horizon()).isNull();
        assertThat(store().imports().importedAt(TWILIO)).isNull();
        add(foreign(1, START));

        assertThat(store().feedback().purge(LATER, 10)).isEqualTo(1);
        store().imports().imported(TWILIO, LATER);

        assertThat(store().imports().horizon()).isEqualTo(LATER);
        assertThat(store().imports().importedAt(TWILIO)).isEqualTo(LATER);
        assertThat(store().feedback().purge(START, 10)).isZero();
        assertThat(store().imports().horizon()).isEqualTo(LATER);
    }
}
