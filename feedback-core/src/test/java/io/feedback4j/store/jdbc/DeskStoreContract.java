package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.DISCARDED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.model.DeliveryState.SETTLING;
import static io.feedback4j.model.DeliveryState.SUPERSEDED;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static io.feedback4j.model.DeliveryState.WITHDRAWN;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.AuditStore;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.Decided;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Pace;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedPosition;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.store.Undelivered;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RejectedStore} and {@link AuditStore} must do. One subclass per database. The store has two
 * destinations, {@code twilio} and {@code webhook}, and a window of 30 seconds.
 */
abstract class DeskStoreContract {
    private static final String TWILIO = "twilio";
    private static final String WEBHOOK = "webhook";
    private static final List<String> ALL = List.of(ASSISTANT, "other");
    private static final Instant START = MutableClock.START;
    private static final Instant SETTLED = START.plusSeconds(30);
    private static final Instant NOW = START.plusSeconds(1_000);
    private static final RejectedFilter PARKED = RejectedFilter.ALL.in(Undelivered.PARKED);
    private static final Pace AT_ONCE = new Pace(NOW, Duration.ZERO);

    abstract RejectedStore store();

    abstract AuditStore audit();

    abstract FeedbackStore feedback();

    abstract DeliveryStore deliveries();

    abstract void close();

    @AfterEach
    void booksAreBalanced() {
        boolean balanced = deliveries().ledger(TWILIO).isBalanced()
                && deliveries().ledger(WEBHOOK).isBalanced();
        close();
        assertThat(balanced).isTrue();
    }

    @Test
    void showsWhatWasSaidAndWhyItIsNotTaken() {
        Change.Accept vote = accept(vote().text("<b>verbatim</b>").session("s/1"));
        reject(vote, TWILIO, SETTLED, 422);

        assertThat(store().list(query(RejectedFilter.ALL, false, null, 10)))
                .singleElement()
                .satisfies(rejected -> {
                    assertThat(rejected.feedback().id()).isEqualTo(vote.id());
                    assertThat(rejected.feedback().opinion().text()).isEqualTo("<b>verbatim</b>");
                    assertThat(rejected.feedback().target().sessionId()).isEqualTo("s/1");
                    assertThat(rejected.delivery())
                            .isEqualTo(new Delivery(TWILIO, REJECTED, 1, null, null, 422, "refused", SETTLED));
                });
    }

    @Test
    void leadsThroughTheRejectedInTheOrderInWhichTheyWereRejected() {
        List<FeedbackId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Change.Accept vote = accept(vote().message("m" + i).assistant(i % 2 == 0 ? ASSISTANT : "other"));
            ids.add(0, vote.id());
            reject(vote, TWILIO, SETTLED.plusSeconds(100 - i / 2), 400);
        }
        Change.Accept both = accept(vote().message("both"));
        reject(both, WEBHOOK, SETTLED, 400);
        reject(both, TWILIO, SETTLED, 400);

        List<Rejected> oldest = pages(true, 2);
        List<Rejected> newest = pages(false, 3);

        assertThat(oldest).hasSize(7).extracting(r -> r.delivery().updatedAt()).isSorted();
        assertThat(oldest.subList(0, 2))
                .extracting(r -> r.delivery().destination())
                .containsExactly(TWILIO, WEBHOOK);
        List<Rejected> reversed = new ArrayList<>(newest);
        Collections.reverse(reversed);
        assertThat(reversed).isEqualTo(oldest);
        assertThat(ids(oldest)).contains(both.id()).containsAll(ids);
    }

    private List<Rejected> pages(boolean oldestFirst, int size) {
        List<Rejected> all = new ArrayList<>();
        RejectedPosition behind = null;
        while (true) {
            List<Rejected> page = store().list(query(RejectedFilter.ALL, oldestFirst, behind, size));
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            behind = page.get(page.size() - 1).position();
        }
    }

    @Test
    void showsOnlyWhatTheFiltersMean() {
        Change.Accept one = accept(vote().message("one"));
        Change.Accept other = accept(vote().message("other").assistant("other"));
        Change.Accept late = accept(vote().message("late"));
        Change.Accept taken = accept(vote().message("taken"));
        reject(one, TWILIO, SETTLED, 400);
        reject(other, TWILIO, SETTLED, 400);
        reject(late, WEBHOOK, SETTLED.plusSeconds(9), 422);

        assertThat(found(new RejectedFilter(one.id(), null, null, null, null, null)))
                .containsExactly(one.id());
        assertThat(found(new RejectedFilter(taken.id(), null, null, null, null, null)))
                .isEmpty();
        assertThat(found(new RejectedFilter(null, "other", null, null, null, null)))
                .containsExactly(other.id());
        assertThat(found(new RejectedFilter(null, null, WEBHOOK, null, null, null)))
                .containsExactly(late.id());
        assertThat(found(new RejectedFilter(null, null, null, 422, null, null))).containsExactly(late.id());
        assertThat(found(new RejectedFilter(null, null, null, null, SETTLED.plusSeconds(9), null)))
                .containsExactly(late.id());
        assertThat(found(new RejectedFilter(null, ASSISTANT, TWILIO, 400, SETTLED, SETTLED.plusSeconds(9))))
                .containsExactly(one.id());
    }

    @Test
    void sendsAgainOneAfterTheOtherBeginningWithTheOldest() {
        List<Change.Accept> votes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            votes.add(accept(vote().message("m" + i)));
            reject(votes.get(i), TWILIO, SETTLED.plusSeconds(10 - i), 400);
        }
        Pace pace = new Pace(NOW.plusSeconds(5), Duration.ofMillis(500));

        List<Decided> decided = store().resend(RejectedFilter.ALL, 3, pace, entry(AuditAction.RESEND))
                .all();

        assertThat(decided)
                .containsExactly(
                        ready(votes.get(3), NOW.plusMillis(5_000)),
                        ready(votes.get(2), NOW.plusMillis(5_500)),
                        ready(votes.get(1), NOW.plusMillis(6_000)));
        assertThat(stateOf(votes.get(0))).isEqualTo(REJECTED);
        assertThat(due(NOW.plusMillis(5_500)))
                .containsExactly(votes.get(3).id(), votes.get(2).id());
        assertThat(claim(votes.get(3), TWILIO, NOW.plusSeconds(5)).attempts()).isEqualTo(2);
    }

    @Test
    void doesNotSendAgainWhatIsNotCurrentAnyMore() {
        Change.Accept replaced = accept(vote());
        reject(replaced, TWILIO, SETTLED, 400);
        Change.Accept current = accept(vote());
        Change.Accept withdrawn = accept(vote().message("withdrawn"));
        reject(withdrawn, TWILIO, SETTLED, 400);
        feedback().write(List.of(new Change.Withdraw(ASSISTANT, withdrawn.id(), SETTLED)));

        List<Decided> decided = store().resend(RejectedFilter.ALL, 10, AT_ONCE, entry(AuditAction.RESEND))
                .all();

        assertThat(decided).extracting(Decided::state).containsExactlyInAnyOrder(SUPERSEDED, WITHDRAWN);
        assertThat(decided).extracting(Decided::nextAt).containsOnlyNulls();
        assertThat(stateOf(replaced)).isEqualTo(SUPERSEDED);
        assertThat(stateOf(withdrawn)).isEqualTo(WITHDRAWN);
        assertThat(due(NOW)).containsExactly(current.id());
    }

    @Test
    void givesUpForGoodWhatIsDiscarded() {
        Change.Accept vote = accept(vote());
        reject(vote, TWILIO, SETTLED, 400);
        RejectedFilter one = new RejectedFilter(vote.id(), null, TWILIO, null, null, null);

        List<Decided> decided =
                store().discard(one, 10, entry(AuditAction.DISCARD)).all();

        assertThat(decided).containsExactly(new Decided(ASSISTANT, vote.id(), TWILIO, DISCARDED, null));
        assertThat(stateOf(vote)).isEqualTo(DISCARDED);
        assertThat(due(NOW)).isEmpty();
        assertThat(store().resend(one, 10, AT_ONCE, entry(AuditAction.RESEND)).all())
                .isEmpty();
        assertThat(store().list(query(RejectedFilter.ALL, true, null, 10))).isEmpty();
    }

    @Test
    void leavesAloneWhatWasNotRejected() {
        Change.Accept vote = accept(vote());

        assertThat(store().resend(RejectedFilter.ALL, 10, AT_ONCE, entry(AuditAction.RESEND))
                        .all())
                .isEmpty();
        assertThat(store().discard(RejectedFilter.ALL, 10, entry(AuditAction.DISCARD))
                        .all())
                .isEmpty();
        assertThat(stateOf(vote)).isEqualTo(DeliveryState.SETTLING);
        assertThat(audit().list(null, 10)).isEmpty();
    }

    @Test
    void showsWhatIsParkedAndNothingThatWillBeLookedUp() {
        Change.Accept rejected = accept(vote().message("rejected"));
        reject(rejected, TWILIO, SETTLED, 400);
        Change.Accept parked = accept(vote().message("parked"));
        park(parked, SETTLED.plusSeconds(2));
        Change.Accept first = accept(vote().message("first"));
        park(first, SETTLED.plusSeconds(1));
        Change.Accept sought = accept(vote().message("sought"));
        doubt(sought, SETTLED, NOW);
        Change.Accept sending = accept(vote().message("sending"));
        claim(sending, TWILIO, SETTLED);

        assertThat(found(PARKED)).containsExactly(first.id(), parked.id());
        assertThat(found(RejectedFilter.ALL)).containsExactly(rejected.id());
        assertThat(found(of(parked).in(Undelivered.PARKED))).containsExactly(parked.id());
        assertThat(found(of(parked).in(Undelivered.EITHER))).containsExactly(parked.id());
        assertThat(found(of(rejected).in(Undelivered.EITHER))).containsExactly(rejected.id());
        assertThat(found(of(rejected).in(Undelivered.PARKED))).isEmpty();
        assertThat(found(of(sought).in(Undelivered.EITHER))).isEmpty();
        Rejected shown = store().list(query(PARKED, false, null, 1)).get(0);
        assertThat(shown.delivery())
                .isEqualTo(new Delivery(TWILIO, UNCERTAIN, 1, null, null, null, "lost", SETTLED.plusSeconds(2)));
        assertThat(store().list(query(PARKED, false, shown.position(), 9)))
                .extracting(one -> one.feedback().id())
                .containsExactly(first.id());
    }

    @Test
    void sendsAgainWhatIsParkedAndLeavesWhatWillBeLookedUp() {
        Change.Accept parked = accept(vote().message("parked"));
        park(parked, SETTLED);
        Change.Accept replaced = accept(vote());
        park(replaced, SETTLED);
        Change.Accept current = accept(vote());
        Change.Accept sought = accept(vote().message("sought"));
        doubt(sought, SETTLED, NOW);

        List<Decided> decided =
                store().resend(PARKED, 10, AT_ONCE, entry(AuditAction.RESEND)).all();

        assertThat(decided).extracting(Decided::state).containsExactlyInAnyOrder(READY, SUPERSEDED);
        assertThat(stateOf(replaced)).isEqualTo(SUPERSEDED);
        assertThat(stateOf(sought)).isEqualTo(UNCERTAIN);
        assertThat(due(NOW)).containsExactlyInAnyOrder(parked.id(), current.id());
        assertThat(claim(parked, TWILIO, NOW).attempts()).isEqualTo(2);
        assertThat(audit().list(null, 10)).extracting(AuditEntry::count).containsExactly(2L);
    }

    @Test
    void letsNoLateResultUndoWhatWasDecidedUnlessTheDestinationHasIt() {
        Change.Accept again = accept(vote().message("again"));
        Claim first = park(again, SETTLED);
        Change.Accept given = accept(vote().message("given"));
        Claim other = park(given, SETTLED);
        store().resend(of(again).in(Undelivered.EITHER), 10, AT_ONCE, entry(AuditAction.RESEND));
        store().discard(of(given).in(Undelivered.EITHER), 10, entry(AuditAction.DISCARD));

        for (DeliveryState late : List.of(UNCERTAIN, REJECTED, READY)) {
            record(result(first, late, null, null), NOW);
            record(result(other, late, null, null), NOW);
            assertThat(stateOf(again)).isEqualTo(READY);
            assertThat(stateOf(given)).isEqualTo(DISCARDED);
        }
        Claim second = claim(again, TWILIO, NOW);
        assertThat(second.fence()).isGreaterThan(first.fence());
        record(result(first, REJECTED, null, null), NOW);
        assertThat(stateOf(again)).isEqualTo(SENDING);
        record(result(first, DELIVERED, null, "u-1"), NOW);
        assertThat(stateOf(again)).isEqualTo(SENDING);
        record(result(second, UNCERTAIN, null, null), NOW);
        assertThat(stateOf(again)).isEqualTo(DELIVERED);
        record(result(other, DELIVERED, null, "u-2"), NOW);
        assertThat(stateOf(given)).isEqualTo(DELIVERED);
    }

    @Test
    void parksOnlyWhatWasSentLongAgoAndTakesItBack() {
        Change.Accept vote = accept(vote());
        doubt(vote, SETTLED, SETTLED.plusSeconds(30));

        assertThat(deliveries().park(TWILIO, SETTLED)).isZero();
        assertThat(deliveries().park(WEBHOOK, NOW)).isZero();
        assertThat(deliveries().park(TWILIO, SETTLED.plusMillis(1))).isEqualTo(1);
        assertThat(deliveries().park(TWILIO, NOW)).isZero();
        assertThat(found(PARKED)).containsExactly(vote.id());
        assertThat(deliveries().uncertain(TWILIO, ASSISTANT, NOW, 10)).isEmpty();

        assertThat(deliveries().unpark(WEBHOOK, NOW)).isZero();
        assertThat(deliveries().unpark(TWILIO, NOW)).isEqualTo(1);
        assertThat(found(PARKED)).isEmpty();
        assertThat(deliveries().uncertain(TWILIO, ASSISTANT, NOW, 10)).hasSize(1);
    }

    @Test
    void givesUpWhatWaitsForADestinationThatIsGone() {
        Change.Accept settling = accept(vote().message("settling"));
        Change.Accept sought = accept(vote().message("sought"));
        doubt(sought, SETTLED, NOW);
        Change.Accept parked = accept(vote().message("parked"));
        park(parked, SETTLED);
        Change.Accept rejected = accept(vote().message("rejected"));
        reject(rejected, TWILIO, SETTLED, 400);
        Change.Accept abandoned = accept(vote().message("abandoned"));
        claim(abandoned, TWILIO, SETTLED);
        Change.Accept held = accept(vote().message("held"));
        claim(held, TWILIO, NOW.minusSeconds(59));
        RejectedFilter waiting = new RejectedFilter(null, null, TWILIO, null, null, null).in(Undelivered.WAITING);

        List<Decided> some =
                store().discard(waiting, 3, entry(AuditAction.DISCARD)).all();
        List<Decided> rest =
                store().discard(waiting, 3, entry(AuditAction.DISCARD)).all();

        assertThat(some).hasSize(3);
        assertThat(rest).hasSize(1);
        for (Change.Accept given : List.of(settling, sought, parked, abandoned)) {
            assertThat(stateOf(given)).isEqualTo(DISCARDED);
        }
        assertThat(stateOf(rejected)).isEqualTo(REJECTED);
        assertThat(stateOf(held)).isEqualTo(SENDING);
        assertThat(deliveries().ledger(WEBHOOK).states()).containsEntry(SETTLING, 6L);
    }

    @Test
    void keepsWhatIsParkedUntilSomebodyDecides() {
        Change.Accept parked = accept(vote());
        park(parked, SETTLED);
        store().discard(
                        new RejectedFilter(null, null, WEBHOOK, null, null, null).in(Undelivered.WAITING),
                        10,
                        entry(AuditAction.DISCARD));

        assertThat(feedback().purge(NOW, 100)).isZero();
        store().discard(PARKED, 10, entry(AuditAction.DISCARD));
        assertThat(feedback().purge(NOW, 100)).isEqualTo(1);
    }

    private static RejectedFilter of(Change.Accept accepted) {
        return new RejectedFilter(accepted.id(), null, null, null, null, null);
    }

    private Claim park(Change.Accept accepted, Instant at) {
        return doubt(accepted, at, null);
    }

    private Claim doubt(Change.Accept accepted, Instant at, @Nullable Instant lookUpAt) {
        Claim claim = claim(accepted, TWILIO, SETTLED);
        record(result(claim, UNCERTAIN, lookUpAt, null), at);
        return claim;
    }

    private static DeliveryResult result(
            Claim claim, DeliveryState state, @Nullable Instant nextAt, @Nullable String upstreamId) {
        return new DeliveryResult(claim, state, nextAt, 0, true, upstreamId, null, "lost");
    }

    private void record(DeliveryResult result, Instant at) {
        deliveries().record(List.of(result), at);
    }

    @Test
    void keepsOneEntryForAllPortionsOfADecision() {
        for (int i = 0; i < 3; i++) {
            reject(accept(vote().message("m" + i)), TWILIO, SETTLED, 400);
        }
        AuditEntry entry = AuditEntry.of(NOW, "User kim", AuditAction.DISCARD, "http_status=400", "known\nbug <i>");

        assertThat(store().discard(RejectedFilter.ALL, 2, entry).all()).hasSize(2);
        assertThat(store().discard(RejectedFilter.ALL, 2, entry).all()).hasSize(1);

        assertThat(audit().list(null, 10)).containsExactly(entry.count(3));
    }

    @Test
    void leadsThroughTheAuditNewestFirst() {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AuditEntry entry = AuditEntry.of(NOW.plusMillis(i), "admin", AuditAction.WITHDRAW, "id" + i, "")
                    .count(1);
            audit().add(entry);
            entries.add(0, entry);
        }

        List<AuditEntry> first = audit().list(null, 3);
        List<AuditEntry> second = audit().list(first.get(2).id(), 3);

        assertThat(first).isEqualTo(entries.subList(0, 3));
        assertThat(second).isEqualTo(entries.subList(3, 5));
    }

    @Test
    void purgesWhatNobodyDecidedAboutAndTheAuditOfItsTime() {
        Change.Accept rejected = accept(vote());
        reject(rejected, TWILIO, SETTLED, 400);
        reject(rejected, WEBHOOK, SETTLED, 400);
        AuditEntry old = AuditEntry.of(START, "admin", AuditAction.IMPORT, "all", "");
        AuditEntry young = AuditEntry.of(NOW.plusMillis(1), "admin", AuditAction.IMPORT, "all", "");
        audit().add(old);
        audit().add(young);

        assertThat(feedback().purge(NOW, 100)).isEqualTo(1);

        assertThat(feedback().find(ASSISTANT, rejected.id())).isEmpty();
        assertThat(store().list(query(RejectedFilter.ALL, true, null, 10))).isEmpty();
        assertThat(audit().list(null, 10)).containsExactly(young);
        assertThat(deliveries().ledger(TWILIO).purged()).isEqualTo(1);
    }

    private static AuditEntry entry(AuditAction action) {
        return AuditEntry.of(NOW, "admin", action, "something", "");
    }

    private static RejectedQuery query(
            RejectedFilter filter, boolean oldestFirst, @Nullable RejectedPosition behind, int limit) {
        return new RejectedQuery(filter, oldestFirst, behind, limit);
    }

    private List<FeedbackId> found(RejectedFilter filter) {
        return ids(store().list(query(filter, true, null, 10)));
    }

    private static List<FeedbackId> ids(List<Rejected> rejected) {
        return rejected.stream().map(one -> one.feedback().id()).toList();
    }

    private static Decided ready(Change.Accept accepted, Instant at) {
        return new Decided(ASSISTANT, accepted.id(), TWILIO, READY, at);
    }

    private Change.Accept accept(Votes vote) {
        Change.Accept accept = vote.accept();
        feedback().write(List.of(accept));
        return accept;
    }

    private void reject(Change.Accept accepted, String destination, Instant at, int httpStatus) {
        Claim claim = claim(accepted, destination, SETTLED);
        deliveries()
                .record(List.of(new DeliveryResult(claim, REJECTED, null, 0, true, null, httpStatus, "refused")), at);
    }

    private Claim claim(Change.Accept accepted, String destination, Instant now) {
        ClaimRequest request = new ClaimRequest(accepted.id(), "print of " + accepted.id());
        return deliveries()
                .claim(destination, List.of(request), "node", now, START, now.plusSeconds(60))
                .get(0);
    }

    private List<FeedbackId> due(Instant now) {
        return deliveries().due(TWILIO, ALL, now, START, 10).stream()
                .map(feedback -> feedback.id())
                .toList();
    }

    private DeliveryState stateOf(Change.Accept accepted) {
        return feedback()
                .find(accepted.feedback().target().assistantId(), accepted.id())
                .orElseThrow()
                .deliveries()
                .get(0)
                .state();
    }
}
