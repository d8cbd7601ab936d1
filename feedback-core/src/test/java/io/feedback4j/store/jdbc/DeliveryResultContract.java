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
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Sent;
import io.feedback4j.store.Surplus;
import io.feedback4j.store.Uncertain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DeliveryStore} must make of what became of a delivery. One subclass per database; a new promise is
 * written once, here.
 */
abstract class DeliveryResultContract extends DeliveryStoreSetUp {
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

    private Claim deliver(Change.Accept accept, @Nullable String upstreamId) {
        Claim claim = requireNonNull(claim(accept, SETTLED));
        ResultBuilder delivered = result(claim, DELIVERED).nextAt(LATER);
        if (upstreamId != null) {
            delivered.upstreamId(upstreamId);
        }
        store().record(List.of(delivered.build()), SETTLED);
        return claim;
    }

    private Claim uncertainAs(Change.Accept accepted, String fingerprint) {
        Claim claim = claimedAs(accepted, fingerprint);
        store().record(List.of(result(claim, UNCERTAIN).nextAt(SETTLED).build()), SETTLED);
        return claim;
    }
}
