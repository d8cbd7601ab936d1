package io.feedback4j.delivery;

import static io.feedback4j.delivery.Feedbacks.ASSISTANT;
import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Feedback;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final MutableClock clock = new MutableClock();
    private final FakeDeliveryStore store = new FakeDeliveryStore();
    private final FakeDestination destination = new FakeDestination(clock);
    private final Fingerprints fingerprints = new Fingerprints(() -> new byte[32], destination.name());
    private final ListLag lag = new ListLag(GRACE, clock, clock::nanos);
    private final Reconciliation reconciliation = new Reconciliation(
            destination,
            store,
            fingerprints,
            DeliveryOptions.builder(List.of(ASSISTANT)).grace(GRACE).build(),
            clock,
            lag);

    /** Something that was sent, and nobody knows whether it arrived. */
    private Feedback sent(Feedback feedback) {
        store.ready(feedback);
        String fingerprint = fingerprints.hash(destination.fingerprint(feedback));
        store.claim(
                "fake",
                List.of(new ClaimRequest(feedback.id(), fingerprint)),
                "me",
                clock.instant(),
                Instant.MIN,
                Instant.MAX);
        store.row(feedback).state = UNCERTAIN;
        return feedback;
    }

    /** Something that was sent, and that the destination has under an id we know. */
    private String delivered() {
        Feedback feedback = sent(feedback());
        String id = destination.store(feedback);
        store.row(feedback).state = DELIVERED;
        store.row(feedback).upstreamId = id;
        return id;
    }

    private Findings lookUp() {
        Findings findings = reconciliation.lookUp(
                ASSISTANT,
                store.uncertain("fake", ASSISTANT, clock.instant(), 1_000),
                store.secondLooks("fake", ASSISTANT, clock.instant(), 1_000));
        store.record(findings.results(), clock.instant());
        return findings;
    }

    private void appears(@Nullable String id, Feedback like, @Nullable Instant createdAt) {
        destination.records.add(
                new Listing.Item(id, destination.fingerprint(like), destination.target(like), createdAt));
    }

    @Test
    void takesForDeliveredWhatIsThere() {
        Feedback feedback = sent(feedback());
        destination.store(feedback);

        Findings findings = lookUp();

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(store.row(feedback).upstreamId).isEqualTo("up-0");
        assertThat(findings.problem()).isNull();
        assertThat(findings.surplus()).isEmpty();
    }

    @Test
    void sendsAgainOnlyWhatWasAbsentTwiceAGraceApart() {
        Feedback feedback = sent(feedback());
        clock.advance(GRACE);

        lookUp();
        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(store.row(feedback).absences).isEqualTo(1);
        assertThat(store.row(feedback).nextAt).isEqualTo(clock.instant().plus(GRACE));

        clock.advance(GRACE);
        lookUp();
        assertThat(store.state(feedback)).isEqualTo(READY);
    }

    @Test
    void doesNotCountAnAbsenceBeforeTheGraceIsOver() {
        Feedback feedback = sent(feedback());
        clock.advance(GRACE.minusSeconds(1));

        lookUp();

        assertThat(store.row(feedback).absences).isZero();
        assertThat(store.row(feedback).nextAt).isEqualTo(clock.instant().plusSeconds(1));
    }

    @Test
    void doesNotTakeARecordFromBeforeItWasSentForIt() {
        Feedback feedback = sent(feedback());
        appears("old", feedback, clock.instant().minusSeconds(7));
        appears("future", feedback, clock.instant().plusSeconds(60));

        lookUp();

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
    }

    @Test
    void allowsForClocksThatDisagree() {
        Feedback feedback = sent(feedback());
        appears("up-x", feedback, clock.instant().minusSeconds(100));
        ListedDestination slow = new SlowClock(Duration.ofSeconds(100));
        List<Uncertain> wanted = store.uncertain("fake", ASSISTANT, clock.instant(), 10);

        Findings findings = new Reconciliation(
                        slow,
                        store,
                        fingerprints,
                        DeliveryOptions.builder(List.of(ASSISTANT)).build(),
                        clock,
                        new ListLag(GRACE, clock, clock::nanos))
                .lookUp(ASSISTANT, wanted, List.of());

        assertThat(findings.results()).extracting(DeliveryResult::state).containsExactly(DELIVERED);
    }

    @Test
    void takesNothingFromBeforeItWasSentBecauseClocksDisagree() {
        Feedback feedback = sent(feedback());
        appears("before", feedback, clock.instant().minusSeconds(120));
        appears("after", feedback, clock.instant().plusSeconds(20));
        ListedDestination slow = new SlowClock(Duration.ofSeconds(100));

        Findings findings = new Reconciliation(
                        slow,
                        store,
                        fingerprints,
                        DeliveryOptions.builder(List.of(ASSISTANT)).build(),
                        clock,
                        new ListLag(GRACE, clock, clock::nanos))
                .lookUp(ASSISTANT, store.uncertain("fake", ASSISTANT, clock.instant(), 10), List.of());

        assertThat(findings.results()).extracting(DeliveryResult::state).containsExactly(UNCERTAIN);
    }

    @Test
    void comparesClocksAtTheMiddleOfTheExchange() {
        Feedback feedback = sent(feedback());
        appears("up-x", feedback, clock.instant().minusSeconds(5));
        ListedDestination slow = new SlowAnswer(Duration.ofSeconds(20));

        Findings findings = new Reconciliation(
                        slow,
                        store,
                        fingerprints,
                        DeliveryOptions.builder(List.of(ASSISTANT)).build(),
                        clock,
                        new ListLag(GRACE, clock, clock::nanos))
                .lookUp(ASSISTANT, store.uncertain("fake", ASSISTANT, clock.instant(), 10), List.of());

        assertThat(findings.results()).extracting(DeliveryResult::state).containsExactly(DELIVERED);
    }

    @Test
    void neitherTakesNorMissesOneThatIsTheSameButForAClockThatWasSet() {
        Feedback feedback = sent(feedback());
        appears("ahead", feedback, clock.instant().plus(Duration.ofMinutes(40)));

        for (int look = 0; look < 3; look++) {
            clock.advance(GRACE);
            lookUp();
        }

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(store.row(feedback).absences).isZero();
    }

    @Test
    void doesNotTrustTheAbsenceOfOneThatMayBeThereChanged() {
        deliveredUnchanged(3);
        String id = delivered();
        destination.records.set(3, new Listing.Item(id, "redacted", "a known session ", clock.instant()));
        Feedback altered = sent(feedback("altered"));
        destination.records.add(new Listing.Item("up-x", "redacted too", destination.target(altered), clock.instant()));
        Feedback missing = sent(feedback("missing"));
        clock.advance(GRACE.multipliedBy(2));

        assertThat(lookUp().problem()).isNull();
        assertThat(store.row(altered).absences).isZero();
        assertThat(store.row(altered).problem).contains("may be this one, changed");
        assertThat(store.row(missing).absences).isEqualTo(1);

        clock.advance(GRACE.multipliedBy(2));
        lookUp();
        assertThat(store.state(altered)).isEqualTo(UNCERTAIN);
        assertThat(store.state(missing)).isEqualTo(READY);
    }

    @Test
    void trustsAbsenceBesideRecordsAboutTheSameThatAreAnothers() {
        Feedback known = sent(feedback(ASSISTANT, "same", "", 1.0, "known"));
        String id = destination.store(known);
        store.row(known).state = DELIVERED;
        store.row(known).upstreamId = id;
        Feedback found = sent(feedback(ASSISTANT, "same", "", 1.0, "found"));
        destination.store(found);
        Feedback missing = sent(feedback(ASSISTANT, "same", "", 1.0, "missing"));
        destination.records.add(new Listing.Item(
                "foreign",
                "of long ago",
                destination.target(missing),
                clock.instant().minusSeconds(60)));
        clock.advance(GRACE);

        lookUp();

        assertThat(store.state(found)).isEqualTo(DELIVERED);
        assertThat(store.row(missing).absences).isEqualTo(1);
    }

    private void deliveredUnchanged(int count) {
        for (int i = 0; i < count; i++) {
            delivered();
        }
    }

    @Test
    void takesARecordWithoutADate() {
        Feedback feedback = sent(feedback());
        appears("up-x", feedback, null);

        lookUp();

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void doesNotTakeARecordThatIsKnownToBeAnothers() {
        Feedback known = sent(feedback("same"));
        String id = destination.store(known);
        store.row(known).state = DELIVERED;
        store.row(known).upstreamId = id;
        Feedback feedback = sent(feedback("same"));
        clock.advance(GRACE);

        lookUp();

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(store.row(feedback).absences).isEqualTo(1);
    }

    @Test
    void assignsEqualRecordsOldestToOldestAndNoneTwice() {
        Feedback first = sent(feedback("same"));
        clock.advance(Duration.ofSeconds(20));
        Feedback second = sent(feedback("same"));
        clock.advance(Duration.ofSeconds(20));
        Feedback third = sent(feedback("same"));
        appears("newer", second, clock.instant().minusSeconds(19));
        appears("older", first, clock.instant().minusSeconds(40));
        appears("older", first, clock.instant().minusSeconds(40));

        Findings findings = lookUp();

        assertThat(store.row(first).upstreamId).isEqualTo("older");
        assertThat(store.row(second).upstreamId).isEqualTo("newer");
        assertThat(store.state(third)).isEqualTo(UNCERTAIN);
        assertThat(findings.surplus()).isEmpty();
    }

    @Test
    void leavesARecordToTheEqualOneThatIsThereForCertain() {
        Feedback doubtful = sent(feedback("same"));
        Feedback certain = confirmedWithoutAnId(feedback("same"));
        destination.store(certain);
        clock.advance(GRACE);

        lookUp();

        assertThat(store.state(doubtful)).isEqualTo(UNCERTAIN);
        assertThat(store.row(doubtful).upstreamId).isNull();
        assertThat(store.row(doubtful).absences).isEqualTo(1);
    }

    @Test
    void knowsTheRecordOfOneThatWaitedForItsTurnAfterItWasClaimed() {
        Feedback certain = confirmedWithoutAnId(feedback("same"));
        clock.advance(Duration.ofSeconds(45));
        Feedback doubtful = sent(feedback("same"));
        appears("up", certain, clock.instant());
        clock.advance(GRACE);

        lookUp();

        assertThat(store.row(doubtful).upstreamId).isNull();
        assertThat(store.row(doubtful).absences).isEqualTo(1);
    }

    private Feedback confirmedWithoutAnId(Feedback feedback) {
        Feedback confirmed = sent(feedback);
        store.row(confirmed).state = DELIVERED;
        return confirmed;
    }

    @Test
    void countsWhatIsThereMoreOftenThanItShouldBe() {
        Feedback feedback = sent(feedback());
        destination.store(feedback);
        destination.store(feedback);
        destination.store(feedback);

        Findings findings = lookUp();

        assertThat(findings.surplus()).hasSize(2);
        assertThat(store.row(feedback).upstreamId).isEqualTo("up-0");
    }

    @Test
    void stopsReadingWhenEverythingIsFound() {
        Feedback feedback = sent(feedback());
        destination.store(feedback);
        manyOthers(10);
        destination.pageSize = 2;

        lookUp();

        assertThat(destination.pagesAsked).containsExactly("first");
    }

    @Test
    void readsToTheEndWhileSomethingIsMissing() {
        manyOthers(10);
        Feedback feedback = sent(feedback());
        destination.store(feedback);
        destination.pageSize = 2;

        lookUp();

        assertThat(destination.pagesAsked).hasSize(6);
        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void readsNoFurtherThanWhereEverythingIsOlderInAListThatGoesFromNewToOld() {
        destination.pageSize = 3;
        newestFirst(30);
        Feedback missing = sent(feedback());
        clock.advance(GRACE);

        lookUp();

        assertThat(destination.pagesAsked).containsExactly("first", "3", "6", "9");
        assertThat(store.row(missing).absences).isEqualTo(1);
    }

    @Test
    void readsAllOfAListThatIsOutOfOrder() {
        destination.pageSize = 3;
        newestFirst(30);
        destination.records.add(0, destination.records.remove(20));
        Feedback missing = sent(feedback());
        clock.advance(GRACE);

        lookUp();

        assertThat(destination.pagesAsked).hasSize(11);
        assertThat(store.row(missing).absences).isEqualTo(1);
    }

    /** One of ours, and others, twenty minutes apart. */
    private void newestFirst(int others) {
        delivered();
        for (int i = 1; i <= others; i++) {
            appears("other-" + i, feedback(), clock.instant().minus(Duration.ofMinutes(20L * i)));
        }
    }

    @Test
    void concludesNothingWhileTheListDoesNotShowWhatWasConfirmedLongAgo() {
        delivered();
        lag.confirmed(ASSISTANT, "confirmed and not to be seen");
        Feedback missing = sent(feedback());
        clock.advance(GRACE.plusSeconds(1));

        assertThat(lookUp().problem()).contains("feedback.delivery.grace");

        assertThat(store.row(missing).absences).isZero();
        assertThat(lag.longest(ASSISTANT)).isEqualTo(GRACE.plusSeconds(1));
    }

    @Test
    void looksOnceMoreForWhatIsThereTwiceWhileTheListIsLate() {
        Feedback twice = sent(feedback());
        store.row(twice).state = DELIVERED;
        store.row(twice).upstreamId = destination.store(twice);
        store.row(twice).lookAt = clock.instant();
        lag.confirmed(ASSISTANT, "confirmed and not to be seen");
        clock.advance(GRACE.plusSeconds(1));
        assertThat(lookUp().surplus()).isEmpty();
        destination.store(twice);
        clock.advance(GRACE.multipliedBy(8));

        assertThat(lookUp().surplus()).hasSize(1);
    }

    @Test
    void doesNotWaitForEverBesideOneOfOursThatWasChangedAndHasNoId() {
        deliveredUnchanged(1);
        Feedback changed = sent(feedback(ASSISTANT, "same", "", 1.0, "changed"));
        store.row(changed).state = DELIVERED;
        destination.records.add(
                new Listing.Item("up-x", "something else", destination.target(changed), clock.instant()));
        Feedback missing = sent(feedback(ASSISTANT, "same", "", 1.0, "missing"));
        clock.advance(GRACE);

        lookUp();

        assertThat(store.row(missing).absences).isEqualTo(1);
    }

    @Test
    void findsTheIdOfWhatIsDeliveredWithoutOne() {
        Feedback feedback = sent(feedback());
        store.row(feedback).state = DELIVERED;
        store.row(feedback).lookAt = clock.instant();
        destination.store(feedback);

        lookUp();

        assertThat(store.row(feedback).upstreamId).isEqualTo("up-0");
        assertThat(store.row(feedback).lookAt).isNull();
    }

    @Test
    void concludesNothingFromAListThatCannotBeRead() {
        Feedback feedback = sent(feedback());
        clock.advance(GRACE);
        Outcome.Gone gone = new Outcome.Gone(404, "gone");
        destination.listFails = new ListingException("status 404", gone);

        Findings findings = lookUp();

        assertThat(findings.failure()).isEqualTo(gone);
        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(store.row(feedback).absences).isZero();
        assertThat(store.row(feedback).problem).isEqualTo("the destination's list could not be read: status 404");
    }

    @Test
    void concludesNothingFromAListThatGoesInCircles() {
        assertNothingConcluded(page -> new Listing(List.of(other()), "again", null), 2);
    }

    @Test
    void concludesNothingFromAnEmptyPageThatHasANextOne() {
        assertNothingConcluded(page -> new Listing(List.of(), "next", null), 1);
    }

    @Test
    void concludesNothingFromAListWithoutEnd() {
        assertNothingConcluded(page -> new Listing(List.of(other()), page == null ? "1" : page + "1", null), 5_000);
    }

    private void assertNothingConcluded(Pages pages, int asked) {
        Feedback feedback = sent(feedback());
        clock.advance(GRACE);
        OddList odd = new OddList(pages);

        Findings findings = new Reconciliation(
                        odd,
                        store,
                        fingerprints,
                        DeliveryOptions.builder(List.of(ASSISTANT)).build(),
                        clock,
                        new ListLag(GRACE, clock, clock::nanos))
                .lookUp(ASSISTANT, store.uncertain("fake", ASSISTANT, clock.instant(), 10), List.of());

        assertThat(odd.asked).isEqualTo(asked);
        assertThat(findings.problem()).contains("could not be read to its end");
        assertThat(findings.results()).hasSize(1);
        assertThat(findings.results().get(0).state()).isEqualTo(UNCERTAIN);
        assertThat(findings.results().get(0).absences()).isZero();
        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
    }

    @Test
    void trustsAbsenceWhenOurOwnRecordsAreThereUnchanged() {
        delivered();
        clock.advance(GRACE.plusSeconds(1));
        Feedback feedback = sent(feedback());
        clock.advance(GRACE);

        assertThat(lookUp().problem()).isNull();

        assertThat(store.row(feedback).absences).isEqualTo(1);
    }

    @Test
    void doesNotTrustAbsenceWhenOurOwnRecordsAreChanged() {
        String id = delivered();
        destination.records.set(0, new Listing.Item(id, "trimmed by the destination", "session", clock.instant()));
        Feedback feedback = sent(feedback());
        clock.advance(GRACE.multipliedBy(2));

        assertThat(lookUp().problem()).contains("changed");

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(store.row(feedback).absences).isZero();
        assertThat(store.row(feedback).problem).contains("changed");
    }

    @Test
    void doesNotTrustAbsenceWhenNoneOfOurOwnRecordsAreThere() {
        delivered();
        destination.records.clear();
        manyOthers(3);
        Feedback feedback = sent(feedback());
        clock.advance(GRACE.multipliedBy(2));

        assertThat(lookUp().problem()).contains("none of the records it confirmed");

        assertThat(store.row(feedback).absences).isZero();
    }

    @Test
    void doesNotExpectToSeeWhatWasDeliveredWithinTheGrace() {
        Feedback feedback = sent(feedback());
        clock.advance(GRACE);
        delivered();
        destination.records.clear();

        assertThat(lookUp().problem()).isNull();

        assertThat(store.row(feedback).absences).isEqualTo(1);
    }

    @Test
    void findsWhatIsThereEvenWhereAbsenceCannotBeTrusted() {
        String id = delivered();
        destination.records.set(0, new Listing.Item(id, "trimmed by the destination", "session", clock.instant()));
        Feedback there = sent(feedback());
        destination.store(there);
        Feedback missing = sent(feedback());
        clock.advance(GRACE.multipliedBy(2));

        lookUp();

        assertThat(store.state(there)).isEqualTo(DELIVERED);
        assertThat(store.state(missing)).isEqualTo(UNCERTAIN);
    }

    private void manyOthers(int count) {
        for (int i = 0; i < count; i++) {
            destination.store(feedback());
        }
    }

    private static Listing.Item other() {
        return new Listing.Item(null, "another", "another", null);
    }

    private interface Pages {
        Listing page(@Nullable String page);
    }

    private class OddList extends DelegatingDestination {
        private final Pages pages;
        int asked;

        OddList(Pages pages) {
            this.pages = pages;
        }

        @Override
        public Listing list(String assistantId, @Nullable String page) {
            asked++;
            return pages.page(page);
        }
    }

    private class SlowClock extends DelegatingDestination {
        private final Duration behind;

        SlowClock(Duration behind) {
            this.behind = behind;
        }

        @Override
        public Listing list(String assistantId, @Nullable String page) throws ListingException {
            Listing listing = destination.list(assistantId, page);
            Instant theirs = Objects.requireNonNull(listing.clock()).minus(behind);
            return new Listing(listing.items(), listing.next(), theirs);
        }
    }

    private class SlowAnswer extends DelegatingDestination {
        private final Duration eachWay;

        SlowAnswer(Duration eachWay) {
            this.eachWay = eachWay;
        }

        @Override
        public Listing list(String assistantId, @Nullable String page) throws ListingException {
            clock.advance(eachWay);
            Listing listing = destination.list(assistantId, page);
            clock.advance(eachWay);
            return listing;
        }
    }

    private abstract class DelegatingDestination implements ListedDestination {
        @Override
        public String name() {
            return destination.name();
        }

        @Override
        public String fingerprint(Feedback feedback) {
            return destination.fingerprint(feedback);
        }

        @Override
        public String target(String sessionId, String messageId) {
            return destination.target(sessionId, messageId);
        }

        @Override
        public Outcome send(Feedback feedback) {
            return destination.send(feedback);
        }

        @Override
        public void close() {}
    }
}
