package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Masked;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.store.Change;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Queries;
import io.feedback4j.testing.Votes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FeedbackStore} must do. One subclass per database; a new promise is written once, here. The store
 * has one destination, {@code twilio}, a window of 30 seconds and a maximum of 5 minutes.
 */
abstract class FeedbackStoreContract {
    private static final Instant START = MutableClock.START;

    abstract FeedbackStore store();

    @Test
    void keepsWhatWasSaidAsItWas() {
        Change.Accept accept = vote().session("conversations__IS1/CH1:+49 30 123")
                .voter("Jörg 🎈")
                .score(0.25)
                .text("naïve 👩‍👩‍👧 '; DROP TABLE feedback; --\n\tend")
                .reasons("wrong", "too-long")
                .accept();

        Written.Kept kept = (Written.Kept) write(accept);

        Feedback feedback = kept.record().feedback();
        assertThat(feedback.target()).isEqualTo(accept.feedback().target());
        assertThat(feedback.opinion()).isEqualTo(accept.feedback().opinion());
        assertThat(feedback.number()).isEqualTo(1);
        assertThat(feedback.status()).isEqualTo(Status.CURRENT);
        assertThat(store().find(ASSISTANT, accept.id())).contains(kept.record());
    }

    @Test
    void keepsHowMuchWasMaskedAlsoOfWhatIsTakenBack() {
        Opinion masked = new Opinion(0.0, "[email] [email] [card]", List.of(), new Masked(2, 0, 1));
        Change.Accept accept =
                new Change.Accept(Votes.nextId(), new NewFeedback(vote().target(), masked, null), null, START);
        store().write(List.of(accept));

        assertThat(store().find(ASSISTANT, accept.id()).orElseThrow().feedback().opinion())
                .isEqualTo(masked);
        store().write(List.of(withdraw(accept, START)));
        assertThat(store().find(ASSISTANT, accept.id()).orElseThrow().feedback().opinion())
                .isEqualTo(new Opinion(0.0, "", List.of(), new Masked(2, 0, 1)));
    }

    @Test
    void tellsZeroFromNoScore() {
        Change.Accept zero = vote().message("a").score(0.0).accept();
        Change.Accept none = vote().message("b").score(null).text("only words").accept();

        store().write(List.of(zero, none));

        assertThat(find(zero).feedback().opinion().score()).isEqualTo(0.0);
        assertThat(find(none).feedback().opinion().score()).isNull();
    }

    @Test
    void letsAllSettleForTheWindow() {
        Written.Kept kept = (Written.Kept) write(vote().accept());

        assertThat(kept.settledAt()).isEqualTo(START.plusSeconds(30));
        assertThat(kept.record().deliveries()).singleElement().satisfies(delivery -> {
            assertThat(delivery.destination()).isEqualTo("twilio");
            assertThat(delivery.state()).isEqualTo(DeliveryState.SETTLING);
            assertThat(delivery.nextAt()).isEqualTo(START.plusSeconds(30));
        });
    }

    @Test
    void replacesTheCurrentFeedbackOfATargetWhole() {
        Change.Accept first = vote().up().text("good").accept();
        Change.Accept second = vote().down().at(START.plusSeconds(5)).accept();

        List<Written> written = store().write(List.of(first, second));

        assertThat(((Written.Kept) written.get(1)).record().feedback().number()).isEqualTo(2);
        assertThat(find(second).feedback().opinion()).isEqualTo(new Opinion(0.0, "", List.of()));
        assertThat(find(first).feedback().status()).isEqualTo(Status.REPLACED);
        assertThat(find(first).feedback().opinion().text()).isEqualTo("good");
        assertThat(find(first).feedback().updatedAt()).isEqualTo(START.plusSeconds(5));
        assertThat(stateOf(first)).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(stateOf(second)).isEqualTo(DeliveryState.SETTLING);
    }

    @Test
    void keepsTargetsApart() {
        store().write(List.of(
                vote().accept(),
                vote().assistant("other").accept(),
                vote().session("other").accept(),
                vote().message("").accept(),
                vote().voter("ann").accept()));

        assertThat(store().list(query().build())).hasSize(4).allSatisfy(record -> {
            assertThat(record.feedback().number()).isEqualTo(1);
            assertThat(record.feedback().status()).isEqualTo(Status.CURRENT);
        });
    }

    @Test
    void putsDeliveryOffWithEachChangeButNotForEver() {
        Written.Kept last = (Written.Kept) write(vote().accept());
        for (int seconds = 20; seconds <= 290; seconds += 10) {
            last = (Written.Kept) write(vote().at(START.plusSeconds(seconds)).accept());
        }

        assertThat(last.settledAt()).isEqualTo(START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void startsTheWindowAfreshAfterAWithdrawal() {
        Change.Accept first = vote().accept();
        store().write(List.of(first, withdraw(first, START.plusSeconds(1))));

        Written.Kept second =
                (Written.Kept) write(vote().at(START.plusSeconds(299)).accept());

        assertThat(second.record().feedback().number()).isEqualTo(2);
        assertThat(second.settledAt()).isEqualTo(START.plusSeconds(329));
    }

    @Test
    void recognisesARepeatByItsKey() {
        Change.Accept first = vote().key("k").text("once").accept();
        Change.Accept repeat = vote().key("k").text("once").accept();
        write(first);

        Written written = write(repeat);

        assertThat(((Written.Repeated) written).record()).isEqualTo(find(first));
        assertThat(store().find(ASSISTANT, repeat.id())).isEmpty();
    }

    @Test
    void recognisesARepeatWithinOneBatch() {
        Change.Accept first = vote().key("k").accept();

        List<Written> written = store().write(List.of(
                first,
                vote().key("k").accept(),
                vote().key("k").payloadHash("x").accept()));

        assertThat(written.get(0)).isInstanceOf(Written.Kept.class);
        assertThat(((Written.Repeated) written.get(1)).record().feedback().id()).isEqualTo(first.id());
        assertThat(written.get(2)).isInstanceOf(Written.KeyConflict.class);
    }

    @Test
    void answersARepeatWithTheRecordAsItIsNow() {
        Change.Accept first = vote().key("k").text("secret").accept();
        store().write(List.of(first, withdraw(first, START.plusSeconds(1))));

        Written.Repeated repeated =
                (Written.Repeated) write(vote().key("k").text("secret").accept());

        assertThat(repeated.record().feedback().status()).isEqualTo(Status.WITHDRAWN);
        assertThat(repeated.record().feedback().opinion().text()).isEmpty();
    }

    @Test
    void scopesKeysToAssistantSessionAndVoter() {
        write(vote().key("k").accept());

        assertThat(write(vote().key("k").voter("ann").accept())).isInstanceOf(Written.Kept.class);
        assertThat(write(vote().key("k").session("other").accept())).isInstanceOf(Written.Kept.class);
        assertThat(write(vote().key("k").assistant("other").accept())).isInstanceOf(Written.Kept.class);
        assertThat(write(vote().key("k").message("other").accept())).isInstanceOf(Written.Repeated.class);
    }

    @Test
    void takesBackWithTextAndReasons() {
        Change.Accept accept = vote().down().text("secret").reasons("wrong").accept();
        write(accept);

        Written.Withdrawn withdrawn = (Written.Withdrawn) write(withdraw(accept, START.plusSeconds(3)));

        assertThat(withdrawn.stillUpstream()).isFalse();
        assertThat(withdrawn.feedback()).isEqualTo(find(accept).feedback());
        assertThat(withdrawn.feedback().status()).isEqualTo(Status.WITHDRAWN);
        assertThat(withdrawn.feedback().opinion()).isEqualTo(new Opinion(0.0, "", List.of()));
        assertThat(stateOf(accept)).isEqualTo(DeliveryState.WITHDRAWN);
        assertThat(store().current(ASSISTANT, "session", "", 10)).isEmpty();
    }

    @Test
    void takesBackAgainWithoutEffect() {
        Change.Accept accept = vote().accept();
        write(accept);
        Written once = write(withdraw(accept, START.plusSeconds(1)));

        assertThat(write(withdraw(accept, START.plusSeconds(9)))).isEqualTo(once);
    }

    @Test
    void takesBackTheOpinionWithAllThatSettledTogetherWithIt() {
        Change.Accept first = vote().text("first words").accept();
        Change.Accept second =
                vote().text("second words").at(START.plusSeconds(20)).accept();
        Change.Accept third =
                vote().text("third words").at(START.plusSeconds(40)).accept();
        store().write(List.of(first, second, third, withdraw(third, START.plusSeconds(41))));

        assertThat(textOf(first)).isEmpty();
        assertThat(textOf(second)).isEmpty();
        assertThat(find(first).feedback().status()).isEqualTo(Status.REPLACED);
    }

    @Test
    void leavesAloneWhatAnotherUnknownVoterMayHaveSaidBefore() {
        Change.Accept another = vote().text("another's words").accept();
        Change.Accept waiting =
                vote().message("waiting").text("another's words").accept();
        store().write(List.of(another, waiting));
        Change.Accept own = vote().text("own words").at(START.plusSeconds(301)).accept();
        Change.Accept behind =
                vote().message("waiting").at(START.plusSeconds(301)).accept();
        store().write(List.of(own, behind));

        store().write(List.of(withdraw(own, START.plusSeconds(302)), withdraw(behind, START.plusSeconds(302))));

        assertThat(textOf(another)).isEqualTo("another's words");
        assertThat(textOf(waiting)).isEqualTo("another's words");
        assertThat(textOf(own)).isEmpty();
        assertThat(stateOf(own)).isEqualTo(DeliveryState.WITHDRAWN);
        assertThat(stateOf(another)).isEqualTo(DeliveryState.SUPERSEDED);
        assertThat(store().current(ASSISTANT, "session", "", 10)).isEmpty();
    }

    @Test
    void takesBackEverythingThatAKnownVoterSaidBefore() {
        List<Change.Accept> said = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            said.add(vote().voter("ann")
                    .text("words")
                    .at(START.plusSeconds(600L * i))
                    .accept());
            write(said.get(i));
        }
        Change.Accept last = said.get(said.size() - 1);

        Written once = write(withdraw(last, last.at().plusSeconds(1)));

        assertThat(said).allSatisfy(accept -> assertThat(textOf(accept)).isEmpty());
        assertThat(write(withdraw(last, last.at().plusSeconds(2)))).isEqualTo(once);
    }

    @Test
    void takesBackWhatWasReplacedWithoutTouchingWhatCameLater() {
        Change.Accept first = vote().text("first words").accept();
        Change.Accept second = vote().text("second words").accept();
        store().write(List.of(first, second, withdraw(first, START)));

        assertThat(find(first).feedback().status()).isEqualTo(Status.WITHDRAWN);
        assertThat(find(first).feedback().opinion().text()).isEmpty();
        assertThat(find(second).feedback().status()).isEqualTo(Status.CURRENT);
        assertThat(find(second).feedback().opinion().text()).isEqualTo("second words");
        assertThat(stateOf(second)).isEqualTo(DeliveryState.SETTLING);
    }

    @Test
    void knowsNothingOfAnotherAssistantsFeedback() {
        Change.Accept accept = vote().accept();
        write(accept);

        assertThat(write(new Change.Withdraw("other", accept.id(), START))).isInstanceOf(Written.Unknown.class);
        assertThat(write(new Change.Withdraw(ASSISTANT, Votes.nextId(), START))).isInstanceOf(Written.Unknown.class);
        assertThat(store().find("other", accept.id())).isEmpty();
    }

    @Test
    void letsABadRowFailAlone() {
        FeedbackId twice = Votes.nextId();
        Change.Accept good = vote().message("a").id(twice).accept();
        Change.Accept bad = vote().message("b").id(twice).accept();
        Change.Accept alsoGood = vote().message("c").accept();

        List<Written> written = store().write(List.of(good, bad, alsoGood));

        assertThat(written).hasExactlyElementsOfTypes(Written.Kept.class, Written.Refused.class, Written.Kept.class);
        assertThat(store().list(query().build())).hasSize(2);
    }

    @Test
    void readsTheHistoryOfATargetNewestFirst() {
        Change.Accept first = vote().accept();
        Change.Accept second = vote().accept();
        Change.Accept third = vote().accept();
        store().write(List.of(first, second, vote().message("other").accept(), third));

        assertThat(store().history(vote().target(), 2))
                .extracting(Feedback::id)
                .containsExactly(third.id(), second.id());
    }

    @Test
    void readsTheCurrentFeedbackOfASessionAndVoter() {
        Change.Accept replaced = vote().accept();
        Change.Accept current = vote().accept();
        Change.Accept session = vote().message("").accept();
        store().write(List.of(replaced, current, session, vote().voter("ann").accept()));

        assertThat(store().current(ASSISTANT, "session", "", 10))
                .extracting(Feedback::id)
                .containsExactly(session.id(), current.id());
        assertThat(store().current(ASSISTANT, "session", "", 1)).hasSize(1);
    }

    @Test
    void pagesThroughAllRecordsOnceNewestFirst() {
        List<FeedbackId> ids = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            Change.Accept accept = vote().message("m" + i).accept();
            write(accept);
            ids.add(0, accept.id());
        }
        write(vote().assistant("other").accept());

        List<FeedbackId> seen = new ArrayList<>();
        List<FeedbackRecord> page = store().list(query().limit(5).build());
        while (!page.isEmpty()) {
            seen.addAll(ids(page));
            page = store().list(
                            query().behind(seen.get(seen.size() - 1)).limit(5).build());
        }

        assertThat(seen).isEqualTo(ids);
        assertThat(ids(store().list(query().before(ids.get(12)).limit(5).build())))
                .isEqualTo(ids.subList(7, 12));
        assertThat(ids(store().list(query().before(ids.get(2)).limit(5).build())))
                .isEqualTo(ids.subList(0, 2));
    }

    @Test
    void listsManyRecordsWithTheirDeliveries() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            changes.add(vote().message("m" + i).accept());
        }
        store().write(changes);

        assertThat(store().list(query().limit(1000).build()))
                .hasSize(150)
                .allSatisfy(record -> assertThat(record.deliveries()).hasSize(1));
    }

    @Test
    void narrowsByEachFilter() {
        Change.Accept down = vote().session("s/1")
                .message("m")
                .score(0.2)
                .text("50% Wrong_")
                .reasons("wrong")
                .accept();
        Change.Accept up = vote().message("")
                .score(0.9)
                .text("right")
                .reasons("wrong-tone")
                .at(START.plusSeconds(60))
                .accept();
        store().write(List.of(down, up, withdraw(up, START.plusSeconds(61))));

        assertThat(found(query().session("s/1"))).containsExactly(down.id());
        assertThat(found(query().message(""))).containsExactly(up.id());
        assertThat(found(query().score(0.2, 0.5))).containsExactly(down.id());
        assertThat(found(query().status(Status.WITHDRAWN))).containsExactly(up.id());
        assertThat(found(query().state(DeliveryState.SETTLING))).containsExactly(down.id());
        assertThat(found(query().reason("wrong"))).containsExactly(down.id());
        assertThat(found(query().reason("WRONG"))).isEmpty();
        assertThat(found(query().since(START.plusSeconds(60)))).containsExactly(up.id());
        assertThat(found(query().until(START.plusSeconds(60)))).containsExactly(down.id());
        assertThat(found(query().session("s/1").score(0.5, 1))).isEmpty();
    }

    @Test
    void findsTextLiterallyAndWithoutRegardToLetterCase() {
        Change.Accept accept = vote().text("50% Wrong_ \\ İstanbul").accept();
        store().write(List.of(accept, vote().message("other").text("500 wrongs").accept()));

        assertThat(found(query().text("0% wRONG_"))).containsExactly(accept.id());
        assertThat(found(query().text("\\ İ"))).containsExactly(accept.id());
        assertThat(found(query().text("wrong"))).hasSize(2);
        assertThat(found(query().text("%"))).containsExactly(accept.id());
        assertThat(found(query().text("\0"))).isEmpty();
        assertThat(found(query().text("%".repeat(60_000)))).isEmpty();
    }

    @Test
    void keepsOneSecret() {
        byte[] secret = store().secret();

        assertThat(secret).hasSize(32).isNotEqualTo(new byte[32]);
        secret[0]++;
        assertThat(store().secret()).hasSize(32).isNotEqualTo(secret);
    }

    @Test
    void writesNothingWhenThereIsNothingToWrite() {
        assertThat(store().write(List.of())).isEmpty();
    }

    private Written write(Change change) {
        return store().write(List.of(change)).get(0);
    }

    private static Change.Withdraw withdraw(Change.Accept accepted, Instant at) {
        return new Change.Withdraw(accepted.feedback().target().assistantId(), accepted.id(), at);
    }

    private FeedbackRecord find(Change.Accept accepted) {
        return store().find(accepted.feedback().target().assistantId(), accepted.id())
                .orElseThrow();
    }

    private String textOf(Change.Accept accepted) {
        return find(accepted).feedback().opinion().text();
    }

    private DeliveryState stateOf(Change.Accept accepted) {
        return find(accepted).deliveries().get(0).state();
    }

    private List<FeedbackId> found(Queries query) {
        return ids(store().list(query.build()));
    }

    private static List<FeedbackId> ids(List<FeedbackRecord> page) {
        return page.stream().map(record -> record.feedback().id()).toList();
    }
}
