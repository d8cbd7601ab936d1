package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.model.DeliveryState.SETTLING;
import static io.feedback4j.model.DeliveryState.SUPERSEDED;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.Uncertain;
import io.feedback4j.store.Written;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} must do until something is sent, and after it has come to rest. One subclass per
 * database; a new promise is written once, here.
 */
abstract class DeliveryStoreContract extends DeliveryStoreSetUp {
    @Test
    void letsNothingBeClaimedBeforeItSettled() {
        Change.Accept accept = accept(vote());

        assertThat(store().due(TWILIO, ALL, SETTLED.minusMillis(1), START, 10)).isEmpty();
        assertThat(claim(accept, SETTLED.minusMillis(1))).isNull();
        assertThat(store().nextDue(TWILIO, ALL, START)).isEqualTo(SETTLED);
        assertThat(due(SETTLED)).containsExactly(accept.id());
    }

    @Test
    void knowsForWhomFeedbackWasEverAccepted() {
        assertThat(store().destinationsWithBooks()).isEmpty();

        var unused = accept(vote());

        assertThat(store().destinationsWithBooks()).containsExactly(TWILIO);
    }

    @Test
    void claimsEachDeliveryOnce() {
        Change.Accept accept = accept(vote());

        Claim claim = claim(accept, SETTLED);

        assertThat(claim).isEqualTo(new Claim(accept.id(), TWILIO, 1, 1));
        assertThat(claim(accept, SETTLED)).isNull();
        assertThat(stateOf(accept)).isEqualTo(SENDING);
        assertThat(due(LATER)).isEmpty();
        assertThat(store().nextDue(TWILIO, ALL, START)).isNull();
    }

    @Test
    void findsTheOldestOfTheseAssistantsFirst() {
        Change.Accept late = accept(vote().message("late").at(START.plusSeconds(2)));
        Change.Accept other = accept(vote().assistant("other").at(START.plusSeconds(1)));
        Change.Accept early = accept(vote().message("early"));

        assertThat(due(LATER)).containsExactly(early.id(), other.id(), late.id());
        assertThat(ids(store().due(TWILIO, List.of(ASSISTANT), LATER, START, 1)))
                .containsExactly(early.id());
        assertThat(store().due(TWILIO, List.of("other"), LATER, START, 10))
                .extracting(Feedback::id)
                .containsExactly(other.id());
        assertThat(store().due("webhook", ALL, LATER, START, 10)).isEmpty();
    }

    @Test
    void doesNotSendWhatWasReplacedOrTakenBack() {
        Change.Accept replaced = accept(vote());
        Change.Accept current = accept(vote());
        Change.Accept withdrawn = accept(vote().message("withdrawn"));
        withdraw(withdrawn);

        assertThat(claim(replaced, LATER)).isNull();
        assertThat(claim(withdrawn, LATER)).isNull();
        assertThat(due(LATER)).containsExactly(current.id());
    }

    @Test
    void keepsTheOrderOfATarget() {
        Change.Accept first = accept(vote());
        Claim claim = claimed(first);
        Change.Accept second = accept(vote());

        assertThat(due(LATER)).isEmpty();
        assertThat(store().nextDue(TWILIO, ALL, START)).isNull();
        assertThat(claim(second, LATER)).isNull();

        store().record(List.of(result(claim, UNCERTAIN).nextAt(LATER).build()), SETTLED);
        assertThat(claim(second, LATER)).isNull();

        store().record(List.of(result(claim, DELIVERED).upstreamId("up1").build()), SETTLED);
        assertThat(due(LATER)).containsExactly(second.id());
        assertThat(claim(second, LATER)).isNotNull();
    }

    @Test
    void doesNotHoldUpForEverWhatFollowsSomethingThatCannotBeFoundOutAbout() {
        Change.Accept first = accept(vote());
        uncertain(first);
        Change.Accept second = accept(vote());
        Instant after = SETTLED.plusMillis(1);

        assertThat(store().due(TWILIO, ALL, LATER, SETTLED, 10)).isEmpty();
        assertThat(store().nextDue(TWILIO, ALL, SETTLED)).isNull();
        assertThat(ids(store().due(TWILIO, ALL, LATER, after, 10))).containsExactly(second.id());
        assertThat(store().nextDue(TWILIO, ALL, after)).isNotNull();
        ClaimRequest request = new ClaimRequest(second.id(), "print");
        assertThat(store().claim(TWILIO, List.of(request), "me", LATER, SETTLED, LATER))
                .isEmpty();
        assertThat(store().claim(TWILIO, List.of(request), "me", LATER, after, LATER))
                .hasSize(1);
    }

    @Test
    void isNotHeldUpBySomethingThatIsLeftToAnOperator() {
        Change.Accept first = accept(vote());
        store().record(List.of(result(claimed(first), UNCERTAIN).build()), SETTLED);
        Change.Accept second = accept(vote());

        assertThat(due(LATER)).containsExactly(second.id());
    }

    @Test
    void countsWhatHasBeenUncertainForLong() {
        uncertain(accept(vote().message("a")));
        store().record(
                        List.of(result(claimed(accept(vote().message("b"))), UNCERTAIN)
                                .build()),
                        SETTLED);
        accept(vote().message("c"));

        assertThat(store().unresolved(TWILIO, ASSISTANT, SETTLED)).isEqualTo(1);
        assertThat(store().unresolved(TWILIO, ASSISTANT, SETTLED.plusMillis(1))).isEqualTo(2);
        assertThat(store().unresolved(TWILIO, "other", LATER)).isZero();
    }

    @Test
    void mendsWhatWaitsForATimeThatAClockPutFarAhead() {
        Change.Accept settling = accept(vote().message("a"));
        Change.Accept ready = accept(vote().message("b"));
        Change.Accept uncertain = accept(vote().message("c"));
        Change.Accept parked = accept(vote().message("d"));
        store().record(
                        List.of(
                                result(claimed(ready), READY).nextAt(LATER).build(),
                                result(claimed(uncertain), UNCERTAIN)
                                        .nextAt(LATER)
                                        .build(),
                                result(claimed(parked), UNCERTAIN).build()),
                        SETTLED);
        Instant now = START.minus(Duration.ofDays(365));
        Instant soon = now.plusSeconds(300);

        assertThat(store().clampWaiting(TWILIO, START, SETTLED, LATER)).isZero();
        assertThat(store().clampWaiting(TWILIO, now, soon, now.plusSeconds(3_900)))
                .isEqualTo(3);

        assertThat(delivery(settling).nextAt()).isEqualTo(soon);
        assertThat(delivery(ready).nextAt()).isEqualTo(soon);
        assertThat(delivery(parked).nextAt()).isNull();
        assertThat(due(soon)).containsExactlyInAnyOrder(settling.id(), ready.id());
        assertThat(store().uncertain(TWILIO, ASSISTANT, soon, 10))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.claim().id()).isEqualTo(uncertain.id());
                    assertThat(one.firstAttemptAt()).isEqualTo(Instant.EPOCH);
                    assertThat(one.lastAttemptAt()).isEqualTo(now);
                });
    }

    @Test
    void endsALeaseThatAClockThatWasSetBackPutFarAhead() {
        Change.Accept sending = accept(vote());
        claimedAs(sending, "p");
        Instant now = START.minus(Duration.ofDays(365));
        Instant soon = now.plusSeconds(300);

        assertThat(store().clampWaiting(TWILIO, now, soon, now.plusSeconds(3_900)))
                .isEqualTo(1);

        assertThat(store().endLeases(TWILIO, null, soon.minusSeconds(1), soon)).isZero();
        assertThat(store().endLeases(TWILIO, null, soon, soon)).isEqualTo(1);
        assertThat(delivery(sending).state()).isEqualTo(UNCERTAIN);
    }

    @Test
    void takesAFirstAttemptFromBeforeTheClockWasSetBackForOneOfNow() {
        Change.Accept accept = accept(vote());
        Claim claim = claimedAs(accept, "p");
        Instant earlier = SETTLED.minusSeconds(3_000);
        store().record(List.of(result(claim, READY).nextAt(earlier).build()), earlier);

        assertThat(claim(accept, earlier)).isNotNull();

        store().endLeases(TWILIO, null, LATER, earlier);
        assertThat(store().uncertain(TWILIO, ASSISTANT, earlier, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.firstAttemptAt()).isEqualTo(earlier));
    }

    @Test
    void makesUncertainWhatWasLeasedTooLong() {
        Change.Accept accept = accept(vote().text("secret"));
        claimed(accept);
        withdraw(accept);

        assertThat(store().endLeases(TWILIO, null, LEASE_END.minusMillis(1), LATER))
                .isZero();
        assertThat(store().endLeases(TWILIO, null, LEASE_END, LATER)).isEqualTo(1);

        assertThat(stateOf(accept)).isEqualTo(UNCERTAIN);
        assertThat(store().uncertain(TWILIO, ASSISTANT, LATER.minusMillis(1), 10))
                .isEmpty();
        assertThat(store().uncertain(TWILIO, "other", LATER, 10)).isEmpty();
        assertThat(store().uncertain(TWILIO, ASSISTANT, LATER, 10))
                .containsExactly(new Uncertain(
                        new Claim(accept.id(), TWILIO, 1, 1),
                        ASSISTANT,
                        "session",
                        accept.feedback().target().messageId(),
                        "print of " + accept.id(),
                        SETTLED,
                        SETTLED,
                        0));
    }

    @Test
    void endsTheLeasesOfAllOthersAtOnce() {
        Change.Accept foreign = accept(vote().message("a"));
        Change.Accept own = accept(vote().message("b"));
        claimed(foreign);
        store().claim(TWILIO, List.of(new ClaimRequest(own.id(), "print")), "me", SETTLED, START, LEASE_END);

        assertThat(store().endLeases(TWILIO, "me", SETTLED, LATER)).isEqualTo(1);

        assertThat(stateOf(foreign)).isEqualTo(UNCERTAIN);
        assertThat(stateOf(own)).isEqualTo(SENDING);
    }

    @Test
    void leavesAloneWhatIsUncertainForGood() {
        Change.Accept accept = accept(vote());

        store().record(
                        List.of(result(claimed(accept), UNCERTAIN)
                                .problem("parked")
                                .build()),
                        SETTLED);

        assertThat(delivery(accept).nextAt()).isNull();
        assertThat(store().uncertain(TWILIO, ASSISTANT, LATER.plus(Duration.ofDays(1_000)), 10))
                .isEmpty();
        assertThat(store().ledger(TWILIO).oldestWaiting()).isEqualTo(START);
        assertThat(feedback().purge(LATER.plus(Duration.ofDays(1_000)), 10)).isZero();
    }

    @Test
    void remembersHowDestinationsAreDoing() {
        DestinationStatus paused = new DestinationStatus(
                TWILIO, ASSISTANT, DestinationStatus.State.PAUSED, START, LATER, 3, "asked to wait");
        DestinationStatus open =
                new DestinationStatus(TWILIO, ASSISTANT, DestinationStatus.State.OPEN, LATER, null, 0, null);
        DestinationStatus other =
                new DestinationStatus(TWILIO, "other", DestinationStatus.State.GONE, START, LATER, 1, "404");

        store().save(paused);
        store().save(other);
        assertThat(store().destinations()).containsExactly(paused, other);
        store().save(open);
        assertThat(store().destinations()).containsExactly(open, other);
    }

    @Test
    void keepsTheBooks() {
        assertThat(store().ledger(TWILIO).accepted()).isZero();
        assertThat(store().ledger(TWILIO).oldestWaiting()).isNull();
        Change.Accept first = accept(vote().message("a"));
        accept(vote().message("a").at(START.plusSeconds(1)));
        accept(vote().message("b").at(START.plusSeconds(2)));
        claim(first, SETTLED);

        Ledger ledger = store().ledger(TWILIO);

        assertThat(ledger.accepted()).isEqualTo(3);
        assertThat(ledger.states())
                .hasSize(DeliveryState.values().length)
                .containsEntry(SETTLING, 2L)
                .containsEntry(SUPERSEDED, 1L);
        assertThat(ledger.oldestWaiting()).isEqualTo(START.plusSeconds(1));
    }

    @Test
    void purgesWhatIsOldAndWaitsForNothing() {
        Change.Accept old = accept(vote().message("a").at(START.minusSeconds(1)));
        Change.Accept waiting = accept(vote().message("b").at(START.minusSeconds(1)));
        Change.Accept young = accept(vote().message("c"));
        reject(old, young);

        assertThat(feedback().purge(START, 10)).isEqualTo(1);

        assertThat(feedback().find(ASSISTANT, old.id())).isEmpty();
        assertThat(feedback().find(ASSISTANT, waiting.id())).isPresent();
        assertThat(feedback().find(ASSISTANT, young.id())).isPresent();
        assertThat(store().ledger(TWILIO).purged()).isEqualTo(1);
    }

    @Test
    void forgetsKeysOfOldRequestsInPortions() {
        FeedbackIds later = new FeedbackIds(() -> START.plusSeconds(10), new SecureRandom());
        accept(vote().message("a").key("k1"));
        accept(vote().message("b").key("k2"));
        accept(vote().message("c").key("k3").id(later.next()));
        Instant before = START.plusSeconds(5);

        assertThat(feedback().forgetKeys(before, 1)).isEqualTo(1);
        assertThat(feedback().forgetKeys(before, 10)).isEqualTo(1);
        assertThat(feedback().forgetKeys(before, 10)).isZero();

        assertThat(write(vote().message("d").key("k1"))).isInstanceOf(Written.Kept.class);
        assertThat(write(vote().message("d").key("k2"))).isInstanceOf(Written.Kept.class);
        assertThat(write(vote().message("d").key("k3"))).isInstanceOf(Written.Repeated.class);
    }
}
