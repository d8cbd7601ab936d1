package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.model.DeliveryState.SETTLING;
import static io.feedback4j.model.DeliveryState.SUPERSEDED;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static io.feedback4j.model.DeliveryState.WITHDRAWN;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.Sent;
import io.feedback4j.store.Surplus;
import io.feedback4j.store.Uncertain;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} must do. One subclass per database; a new promise is written once, here. The store
 * has one destination, {@code twilio}, a window of 30 seconds and a maximum of 5 minutes.
 */
abstract class DeliveryStoreContract {
    private static final String TWILIO = "twilio";
    private static final List<String> ALL = List.of(ASSISTANT, "other");
    private static final Instant START = MutableClock.START;
    private static final Instant SETTLED = START.plusSeconds(30);
    private static final Instant LEASE_END = SETTLED.plusSeconds(60);
    private static final Instant LATER = SETTLED.plusSeconds(300);

    abstract FeedbackStore feedback();

    abstract DeliveryStore store();

    abstract void close();

    @AfterEach
    void booksAreBalanced() {
        Ledger ledger = store().ledger(TWILIO);
        close();
        assertThat(ledger.isBalanced()).as("%s", ledger).isTrue();
    }

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
    void looksAgainOnlyWhereThereIsSomethingToFindOut() {
        Change.Accept plain = accept(vote().message("plain"));
        Change.Accept nameless = accept(vote().message("nameless"));
        Change.Accept twice = accept(vote().message("twice"));
        Claim first = claimed(twice);
        store().record(List.of(result(first, UNCERTAIN).nextAt(SETTLED).build()), SETTLED);
        store().record(List.of(result(first, READY).nextAt(SETTLED).build()), SETTLED);
        deliver(plain, "up1");
        deliver(nameless, null);
        deliver(twice, "up2");

        assertThat(store().secondLooks(TWILIO, ASSISTANT, LATER.minusMillis(1), 10))
                .isEmpty();
        assertThat(store().secondLooks(TWILIO, ASSISTANT, LATER, 10))
                .extracting(sent -> sent.claim().id())
                .containsExactlyInAnyOrder(nameless.id(), twice.id());
        assertThat(store().secondLooks(TWILIO, "other", LATER, 10)).isEmpty();
    }

    @Test
    void keepsWhatASecondLookFoundOut() {
        Change.Accept accept = accept(vote());
        Claim claim = deliver(accept, null);
        Instant again = LATER.plusSeconds(60);

        store().record(
                        List.of(result(claim, DELIVERED)
                                .nextAt(again)
                                .absences(1)
                                .build()),
                        LATER);
        assertThat(store().secondLooks(TWILIO, ASSISTANT, LATER, 10)).isEmpty();
        Sent sent = store().secondLooks(TWILIO, ASSISTANT, again, 10).get(0);
        assertThat(sent.absences()).isEqualTo(1);
        assertThat(sent.isUnnamed()).isTrue();

        store().record(List.of(result(claim, DELIVERED).upstreamId("up1").build()), LATER);
        assertThat(store().secondLooks(TWILIO, ASSISTANT, again, 10)).isEmpty();
        assertThat(delivery(accept).upstreamId()).isEqualTo("up1");
        assertThat(delivery(accept).state()).isEqualTo(DELIVERED);
    }

    @Test
    void countsASurplusRecordOnceAndNeverOneOfOurs() {
        deliver(accept(vote().message("a")), "ours");
        List<Surplus> surplus = List.of(
                new Surplus("ours", "print", START),
                new Surplus("surplus", "another", START),
                new Surplus("surplus", "another", null));

        assertThat(store().keepSurplus(TWILIO, ASSISTANT, surplus, LATER)).isEqualTo(1);
        assertThat(store().keepSurplus(TWILIO, ASSISTANT, surplus, LATER)).isZero();

        assertThat(store().duplicates(TWILIO)).isEqualTo(1);
        assertThat(store().ledger(TWILIO).duplicates()).isEqualTo(1);
        assertThat(store().duplicates("webhook")).isZero();
        assertThat(store().knownUpstreamIds(TWILIO, List.of("ours", "surplus", "unknown")))
                .containsExactlyInAnyOrder("ours", "surplus");
    }

    @Test
    void doesNotTakeForSurplusWhatMayBeOfAnEqualOneThatIsBeingSent() {
        Change.Accept accept = accept(vote());
        claimed(accept);
        Surplus perhaps = new Surplus("up1", "print of " + accept.id(), START);

        assertThat(store().keepSurplus(TWILIO, ASSISTANT, List.of(perhaps), LATER))
                .isZero();
        assertThat(store().knownUpstreamIds(TWILIO, List.of("up1"))).isEmpty();
    }

    @Test
    void countsASecondConfirmationUnderAnotherIdAsADuplicate() {
        Change.Accept accept = accept(vote());
        Claim lost = claimed(accept);
        store().endLeases(TWILIO, null, LEASE_END, LEASE_END);
        store().record(List.of(result(lost, READY).nextAt(LEASE_END).build()), LEASE_END);
        Claim again = requireNonNull(claim(accept, LEASE_END));
        store().record(List.of(result(again, DELIVERED).upstreamId("up2").build()), LATER);

        store().record(List.of(result(lost, DELIVERED).upstreamId("up1").build()), LATER);

        assertThat(delivery(accept).upstreamId()).isEqualTo("up2");
        assertThat(store().duplicates(TWILIO)).isEqualTo(1);
    }

    @Test
    void findsWhatWasSentAboutASession() {
        Change.Accept sent = accept(vote().message("a"));
        claimed(sent);
        accept(vote().message("b"));
        claimed(accept(vote().session("another")));

        List<Sent> found = store().nameless(TWILIO, ASSISTANT, List.of("session", "unknown"), 10);

        assertThat(found).hasSize(1);
        assertThat(found.get(0).claim().id()).isEqualTo(sent.id());
        assertThat(found.get(0).messageId()).isEqualTo("a");
        assertThat(found.get(0).state()).isEqualTo(SENDING);
        assertThat(store().nameless("webhook", ASSISTANT, List.of("session"), 10))
                .isEmpty();
    }

    @Test
    void findsOfALongSessionOnlyWhatIsAskedFor() {
        List<String> sent = IntStream.range(0, 5)
                .mapToObj(i -> accept(vote().message("m" + i)))
                .peek(one -> deliver(one, "up " + one.id()))
                .map(one -> "print of " + one.id())
                .toList();
        IntStream.range(5, 8).forEach(i -> claimed(accept(vote().message("m" + i))));

        assertThat(store().others(TWILIO, ASSISTANT, List.of("session"), List.of(sent.get(1), "unknown"), 10))
                .singleElement()
                .extracting(Sent::messageId)
                .isEqualTo("m1");
        assertThat(store().others(TWILIO, ASSISTANT, List.of("another"), sent, 10))
                .isEmpty();
        assertThat(store().others(TWILIO, ASSISTANT, List.of("session"), List.of(), 10))
                .isEmpty();
        assertThat(store().others(TWILIO, ASSISTANT, List.of("session"), sent, 4))
                .hasSize(4);
        assertThat(store().nameless(TWILIO, ASSISTANT, List.of("session"), 10)).hasSize(3);
        assertThat(store().nameless(TWILIO, ASSISTANT, List.of("session"), 2)).hasSize(2);

        Change.Accept rejected = accept(vote().message("rejected"));
        store().record(List.of(result(claimed(rejected), REJECTED).build()), SETTLED);
        assertThat(store().nameless(TWILIO, ASSISTANT, List.of("session"), 10)).hasSize(3);
        assertThat(store().others(TWILIO, ASSISTANT, List.of("session"), List.of("print of " + rejected.id()), 10))
                .hasSize(1);
    }

    private Claim deliver(Change.Accept accept, @Nullable String upstreamId) {
        Claim claim = requireNonNull(claim(accept, SETTLED));
        ResultBuilder delivered = result(claim, DELIVERED).nextAt(LATER);
        if (upstreamId != null) {
            delivered.upstreamId(upstreamId);
        }
        store().record(List.of(delivered.build()), SETTLED);
        return claim;
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
    void leavesARecordToAnEqualFeedbackThatIsStillBeingSent() {
        Change.Accept found = accept(vote().message("a"));
        Change.Accept sending = accept(vote().message("b"));
        Claim lookedUp = claimedAs(found, "same");
        store().record(List.of(result(lookedUp, UNCERTAIN).nextAt(SETTLED).build()), SETTLED);
        Claim own = claimedAs(sending, "same");

        store().record(
                        List.of(
                                result(lookedUp, DELIVERED).upstreamId("up1").build(),
                                result(own, DELIVERED).upstreamId("up1").build()),
                        SETTLED);

        assertThat(stateOf(found)).isEqualTo(UNCERTAIN);
        assertThat(delivery(sending).upstreamId()).isEqualTo("up1");
        store().record(List.of(result(lookedUp, DELIVERED).upstreamId("up2").build()), SETTLED);
        assertThat(delivery(found).upstreamId()).isEqualTo("up2");
    }

    @Test
    void leavesARecordThatIsFoundLateToAnEqualFeedbackThatIsStillBeingSent() {
        Change.Accept replaced = accept(vote().message("a"));
        Claim late = uncertainAs(replaced, "same");
        Change.Accept current = accept(vote().message("a"));
        Change.Accept waiting = accept(vote().message("b"));
        Claim lateToo = uncertainAs(waiting, "same");
        store().record(
                        List.of(
                                result(late, READY).nextAt(SETTLED).build(),
                                result(lateToo, READY).nextAt(SETTLED).build()),
                        SETTLED);
        Claim own = claimedAs(current, "same");

        store().record(
                        List.of(
                                result(late, DELIVERED).upstreamId("up1").build(),
                                result(lateToo, DELIVERED).upstreamId("up1").build()),
                        SETTLED);
        store().record(List.of(result(own, DELIVERED).upstreamId("up1").build()), SETTLED);

        assertThat(stateOf(replaced)).isEqualTo(UNCERTAIN);
        assertThat(stateOf(waiting)).isEqualTo(UNCERTAIN);
        assertThat(delivery(current).upstreamId()).isEqualTo("up1");
        store().record(
                        List.of(
                                result(late, READY).nextAt(LATER).build(),
                                result(lateToo, DELIVERED).upstreamId("up2").build()),
                        LATER);
        assertThat(stateOf(replaced)).isEqualTo(SUPERSEDED);
        assertThat(delivery(waiting).upstreamId()).isEqualTo("up2");
    }

    @Test
    void doesNotTakeARecordOfAnEqualFeedbackForThatOfOneThatIsSentAnew() {
        Change.Accept again = accept(vote().message("a"));
        Claim late = uncertainAs(again, "same");
        store().record(List.of(result(late, READY).nextAt(SETTLED).build()), SETTLED);
        Claim anew = claimedAs(again, "same");
        Change.Accept other = accept(vote().message("b"));
        Claim own = claimedAs(other, "same");

        store().record(
                        List.of(
                                result(late, DELIVERED).upstreamId("up1").build(),
                                result(own, DELIVERED).upstreamId("up1").build(),
                                result(anew, READY).nextAt(LATER).build()),
                        SETTLED);

        assertThat(stateOf(again)).isEqualTo(READY);
        assertThat(delivery(other).upstreamId()).isEqualTo("up1");
    }

    private Claim uncertainAs(Change.Accept accepted, String fingerprint) {
        Claim claim = claimedAs(accepted, fingerprint);
        store().record(List.of(result(claim, UNCERTAIN).nextAt(SETTLED).build()), SETTLED);
        return claim;
    }

    private Claim claimedAs(Change.Accept accepted, String fingerprint) {
        ClaimRequest request = new ClaimRequest(accepted.id(), fingerprint);
        return store().claim(TWILIO, List.of(request), "node", SETTLED, START, LEASE_END)
                .get(0);
    }

    @Test
    void recordsWhatWasDelivered() {
        Change.Accept accept = accept(vote());

        store().record(
                        List.of(result(claimed(accept), DELIVERED)
                                .upstreamId("up1")
                                .httpStatus(201)
                                .build()),
                        LATER);

        assertThat(delivery(accept)).isEqualTo(new Delivery(TWILIO, DELIVERED, 1, null, "up1", 201, null, LATER));
        assertThat(store().ledger(TWILIO).states()).containsEntry(DELIVERED, 1L);
    }

    @Test
    void writesTheOthersDownWhateverOneOfThemSays() {
        String incompressible = new Random(1)
                .ints(20_000, 0x4e00, 0x9fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        Change.Accept good = accept(vote().message("good"));
        Change.Accept zero = accept(vote().message("zero"));
        Change.Accept large = accept(vote().message("large"));
        Change.Accept refused = accept(vote().message("refused"));

        store().record(
                        List.of(
                                result(claimed(zero), DELIVERED)
                                        .upstreamId("up\0")
                                        .build(),
                                result(claimed(large), DELIVERED)
                                        .upstreamId(incompressible)
                                        .build(),
                                result(claimed(refused), REJECTED)
                                        .problem("bad\0")
                                        .build(),
                                result(claimed(good), DELIVERED)
                                        .upstreamId("up")
                                        .build()),
                        LATER);

        assertThat(List.of(stateOf(zero), stateOf(large), stateOf(refused)))
                .containsExactly(DELIVERED, DELIVERED, REJECTED);
        assertThat(delivery(good).upstreamId()).isEqualTo("up");
    }

    @Test
    void triesAgainWhatWasGivenBack() {
        Change.Accept accept = accept(vote());
        Claim claim = claimed(accept);

        store().record(
                        List.of(result(claim, READY)
                                .nextAt(LATER)
                                .counts(false)
                                .problem("asked to wait")
                                .build()),
                        SETTLED);

        assertThat(delivery(accept).attempts()).isZero();
        assertThat(delivery(accept).problem()).isEqualTo("asked to wait");
        assertThat(due(LATER.minusMillis(1))).isEmpty();
        assertThat(store().nextDue(TWILIO, ALL, START)).isEqualTo(LATER);
        assertThat(claim(accept, LATER)).isEqualTo(new Claim(accept.id(), TWILIO, 2, 1));
    }

    @Test
    void doesNotTryAgainWhatChangedMeanwhile() {
        Change.Accept replaced = accept(vote().message("a"));
        Change.Accept withdrawn = accept(vote().message("b"));
        Claim first = claimed(replaced);
        Claim second = claimed(withdrawn);
        accept(vote().message("a"));
        withdraw(withdrawn);

        store().record(
                        List.of(
                                result(first, READY).build(),
                                result(second, READY).build()),
                        SETTLED);

        assertThat(stateOf(replaced)).isEqualTo(SUPERSEDED);
        assertThat(stateOf(withdrawn)).isEqualTo(WITHDRAWN);
    }

    @Test
    void tellsAWithdrawalWhatIsOrMayBeUpstream() {
        Change.Accept sending = accept(vote().message("a"));
        claimed(sending);
        Change.Accept delivered = accept(vote().message("b").voter("ann"));
        store().record(List.of(result(claimed(delivered), DELIVERED).build()), SETTLED);
        Change.Accept later = accept(vote().message("b").voter("ann"));
        Change.Accept settling = accept(vote().message("c"));

        assertThat(withdraw(sending).stillUpstream()).isTrue();
        assertThat(withdraw(later).stillUpstream()).isTrue();
        assertThat(withdraw(settling).stillUpstream()).isFalse();
        assertThat(stateOf(sending)).isEqualTo(SENDING);
        assertThat(stateOf(delivered)).isEqualTo(DELIVERED);
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
    void countsHowOftenItWasLookedForInVain() {
        Change.Accept accept = accept(vote());
        Claim claim = uncertain(accept);

        store().record(
                        List.of(result(claim, UNCERTAIN)
                                .nextAt(LATER)
                                .absences(1)
                                .build()),
                        SETTLED);
        assertThat(store().uncertain(TWILIO, ASSISTANT, LATER, 10))
                .singleElement()
                .extracting(Uncertain::absences)
                .isEqualTo(1);

        store().record(List.of(result(claim, READY).nextAt(LATER).absences(2).build()), SETTLED);
        assertThat(delivery(accept).attempts()).isEqualTo(1);
        assertThat(claim(accept, LATER)).isEqualTo(new Claim(accept.id(), TWILIO, 2, 2));
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
    void ignoresResultsOfALostRight() {
        Change.Accept accept = accept(vote());
        Claim old = uncertain(accept);
        store().record(List.of(result(old, READY).nextAt(SETTLED).build()), SETTLED);
        Claim fresh = claimed(accept);

        store().record(List.of(result(old, REJECTED).build()), LATER);

        assertThat(stateOf(accept)).isEqualTo(SENDING);
        store().record(List.of(result(fresh, DELIVERED).upstreamId("up1").build()), LATER);
        store().record(List.of(result(fresh, REJECTED).build()), LATER);
        assertThat(stateOf(accept)).isEqualTo(DELIVERED);
    }

    @Test
    void neverForgetsThatSomethingIsUpstream() {
        Change.Accept ready = accept(vote().message("a"));
        Claim readyClaim = uncertain(ready);
        store().record(List.of(result(readyClaim, READY).nextAt(LATER).build()), SETTLED);
        Change.Accept sending = accept(vote().message("b"));
        Claim sendingClaim = uncertain(sending);
        store().record(List.of(result(sendingClaim, READY).nextAt(SETTLED).build()), SETTLED);
        Claim fresh = claimed(sending);

        store().record(
                        List.of(
                                result(readyClaim, DELIVERED).upstreamId("up1").build(),
                                result(sendingClaim, DELIVERED)
                                        .upstreamId("up2")
                                        .build()),
                        SETTLED);

        assertThat(stateOf(ready)).isEqualTo(DELIVERED);
        assertThat(stateOf(sending)).isEqualTo(SENDING);
        store().record(List.of(result(fresh, READY).nextAt(LATER).build()), SETTLED);
        assertThat(stateOf(sending)).isEqualTo(DELIVERED);
        assertThat(store().knownUpstreamIds(TWILIO, List.of("up1", "up2", "up3")))
                .containsExactlyInAnyOrder("up1", "up2");
    }

    @Test
    void letsOneUpstreamRecordBeOneFeedbackOnly() {
        Change.Accept first = accept(vote().message("a"));
        Change.Accept second = accept(vote().message("b"));
        Change.Accept third = accept(vote().message("c"));
        Claim uncertain = uncertain(second);

        store().record(
                        List.of(
                                result(claimed(first), DELIVERED)
                                        .upstreamId("up1")
                                        .build(),
                                result(uncertain, DELIVERED).upstreamId("up1").build(),
                                result(claimed(third), DELIVERED)
                                        .upstreamId("up1")
                                        .build()),
                        SETTLED);

        assertThat(delivery(first).upstreamId()).isEqualTo("up1");
        assertThat(stateOf(second)).isEqualTo(UNCERTAIN);
        assertThat(stateOf(third)).isEqualTo(DELIVERED);
        assertThat(delivery(third).upstreamId()).isNull();
    }

    @Test
    void knowsWhatItSentUnderWhichUpstreamId() {
        Change.Accept accept = accept(vote());
        assertThat(store().hasDelivered(TWILIO, ASSISTANT, LATER)).isFalse();
        store().record(
                        List.of(result(claimed(accept), DELIVERED)
                                .upstreamId("up7")
                                .build()),
                        SETTLED);
        List<String> many = IntStream.range(0, 1_000).mapToObj(i -> "up" + i).toList();

        assertThat(store().knownUpstreamIds(TWILIO, many)).containsExactly("up7");
        assertThat(store().fingerprints(TWILIO, many)).isEqualTo(Map.of("up7", "print of " + accept.id()));
        assertThat(store().knownUpstreamIds("webhook", many)).isEmpty();
        assertThat(store().knownUpstreamIds(TWILIO, List.of())).isEmpty();
        assertThat(store().hasDelivered(TWILIO, ASSISTANT, LATER)).isTrue();
        assertThat(store().hasDelivered(TWILIO, ASSISTANT, SETTLED)).isFalse();
        assertThat(store().hasDelivered(TWILIO, "other", LATER)).isFalse();
    }

    @Test
    void reopensWhatWasRejectedUnlessItChangedMeanwhile() {
        Change.Accept current = accept(vote().message("a"));
        Change.Accept replaced = accept(vote().message("b"));
        reject(current, replaced);
        Change.Accept newer = accept(vote().message("b"));
        Change.Accept untouched = accept(vote().message("c"));

        store().reopen(TWILIO, List.of(current.id(), replaced.id(), untouched.id()), SETTLED);

        assertThat(stateOf(current)).isEqualTo(READY);
        assertThat(stateOf(replaced)).isEqualTo(SUPERSEDED);
        assertThat(stateOf(untouched)).isEqualTo(SETTLING);
        assertThat(due(SETTLED)).contains(current.id(), newer.id());
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

    private Written write(Votes vote) {
        return feedback().write(List.of(vote.accept())).get(0);
    }

    private Change.Accept accept(Votes vote) {
        Change.Accept accept = vote.accept();
        assertThat(feedback().write(List.of(accept))).hasOnlyElementsOfType(Written.Kept.class);
        return accept;
    }

    private Written.Withdrawn withdraw(Change.Accept accepted) {
        return (Written.Withdrawn) feedback()
                .write(List.of(new Change.Withdraw(ASSISTANT, accepted.id(), START)))
                .get(0);
    }

    private @Nullable Claim claim(Change.Accept accepted, Instant now) {
        ClaimRequest request = new ClaimRequest(accepted.id(), "print of " + accepted.id());
        List<Claim> claims = store().claim(TWILIO, List.of(request), "node", now, START, now.plusSeconds(60));
        return claims.isEmpty() ? null : claims.get(0);
    }

    private Claim claimed(Change.Accept accepted) {
        Claim claim = claim(accepted, SETTLED);
        return requireNonNull(claim, "it can be claimed");
    }

    private Claim uncertain(Change.Accept accepted) {
        Claim claim = claimed(accepted);
        store().record(List.of(result(claim, UNCERTAIN).nextAt(SETTLED).build()), SETTLED);
        return claim;
    }

    private void reject(Change.Accept... accepted) {
        for (Change.Accept one : accepted) {
            store().record(
                            List.of(result(claimed(one), REJECTED)
                                    .httpStatus(400)
                                    .build()),
                            SETTLED);
        }
    }

    private List<FeedbackId> due(Instant now) {
        return ids(store().due(TWILIO, ALL, now, START, 10));
    }

    private static List<FeedbackId> ids(List<Feedback> feedback) {
        return feedback.stream().map(Feedback::id).toList();
    }

    private Delivery delivery(Change.Accept accepted) {
        return feedback()
                .find(accepted.feedback().target().assistantId(), accepted.id())
                .orElseThrow()
                .deliveries()
                .get(0);
    }

    private DeliveryState stateOf(Change.Accept accepted) {
        return delivery(accepted).state();
    }

    private static ResultBuilder result(Claim claim, DeliveryState state) {
        return new ResultBuilder(claim, state);
    }

    private static final class ResultBuilder {
        private final Claim claim;
        private final DeliveryState state;
        private @Nullable Instant nextAt;
        private int absences;
        private boolean counts = true;
        private @Nullable String upstreamId;
        private @Nullable Integer httpStatus;
        private @Nullable String problem;

        ResultBuilder(Claim claim, DeliveryState state) {
            this.claim = claim;
            this.state = state;
        }

        ResultBuilder nextAt(Instant nextAt) {
            this.nextAt = nextAt;
            return this;
        }

        ResultBuilder absences(int absences) {
            this.absences = absences;
            return this;
        }

        ResultBuilder counts(boolean counts) {
            this.counts = counts;
            return this;
        }

        ResultBuilder upstreamId(String upstreamId) {
            this.upstreamId = upstreamId;
            return this;
        }

        ResultBuilder httpStatus(int httpStatus) {
            this.httpStatus = httpStatus;
            return this;
        }

        ResultBuilder problem(String problem) {
            this.problem = problem;
            return this;
        }

        DeliveryResult build() {
            return new DeliveryResult(claim, state, nextAt, absences, counts, upstreamId, httpStatus, problem);
        }
    }
}
