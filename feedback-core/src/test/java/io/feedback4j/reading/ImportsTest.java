package io.feedback4j.reading;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Source;
import io.feedback4j.model.Status;
import io.feedback4j.reading.ImportReport.State;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an import brings in, and what it leaves alone. */
class ImportsTest extends ImportsSetUp {
    @Test
    void bringsInEverythingOnceHoweverOftenItRuns() {
        for (int i = 0; i < 2_500; i++) {
            list.has("s" + i, i % 2 == 0 ? UP : DOWN, ago(Duration.ofMinutes(2_501L - i)));
        }

        ImportReport first = run();
        ImportReport second = run();

        assertThat(first.state()).isEqualTo(State.DONE);
        assertThat(first.pages()).isEqualTo(13);
        assertThat(first.imported()).isEqualTo(2_500);
        assertThat(first.extra().count()).isEqualTo(2_500);
        assertThat(first.extra().ids()).hasSize(20);
        assertThat(second.imported()).isZero();
        assertThat(second.known()).isEqualTo(2_500);
        assertThat(second.agrees()).isTrue();
        assertThat(kept()).hasSize(2_500);
        assertThat(ledger().accepted()).isEqualTo(2_500);
    }

    @Test
    void keepsWhatWasSaidWhenAndWhereItCameFrom() {
        Instant when = ago(Duration.ofDays(3));
        String id = list.has("s", "IM1", DOWN, when);

        run();

        FeedbackRecord record = kept().get(0);
        assertThat(record.feedback().opinion()).isEqualTo(DOWN);
        assertThat(record.feedback().createdAt()).isEqualTo(when);
        assertThat(record.feedback().source()).isEqualTo(Source.IMPORT);
        assertThat(record.feedback().status()).isEqualTo(Status.CURRENT);
        assertThat(record.feedback().target().messageId()).isEqualTo("IM1");
        assertThat(record.deliveries().get(0).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(record.deliveries().get(0).upstreamId()).isEqualTo(id);
        assertThat(accept(vote().session("own")).source()).isEqualTo(Source.API);
    }

    @Test
    void listsItByTheTimeItWasGivenAt() {
        list.has("old", UP, ago(Duration.ofDays(3)));
        Feedback own = accept(vote().session("own"));
        list.has("older", UP, ago(Duration.ofDays(5)));

        run();

        assertThat(kept())
                .extracting(record -> record.feedback().target().sessionId())
                .containsExactly("own", "old", "older");
        assertThat(own.status()).isEqualTo(Status.CURRENT);
    }

    @Test
    void putsItInItsPlaceInTimeAmongWhatWasSaidOnItsTarget() {
        Feedback first = accept(vote().session("s").up());
        delivered(first);
        clock.advance(Duration.ofHours(3));
        Feedback last = accept(vote().session("s").down());
        delivered(last);
        list.has("s", new Opinion(0.3, "", List.of()), ago(Duration.ofHours(2)));
        list.has("s", new Opinion(0.2, "", List.of()), ago(Duration.ofDays(1)));
        list.has("s", new Opinion(0.1, "", List.of()), ago(Duration.ofDays(2)));
        list.has("s", new Opinion(0.4, "", List.of()), ago(Duration.ofHours(1)));

        assertThat(run().imported()).isEqualTo(4);

        List<Feedback> history = history(last);
        assertThat(history)
                .extracting(feedback -> requireNonNull(feedback.opinion().score()))
                .containsExactly(0.0, 0.4, 0.3, 1.0, 0.2, 0.1);
        assertThat(history.get(0).status()).isEqualTo(Status.CURRENT);
        assertThat(history.subList(1, 6)).allMatch(feedback -> feedback.status() == Status.REPLACED);
        Feedback next = accept(vote().session("s").up());
        assertThat(history(last).get(0).id()).isEqualTo(next.id());
    }

    @Test
    void takesThePlaceOfWhatIsOlderOnlyOnceThatIsNotOnItsWay() {
        Feedback own = accept(vote().session("s").up());
        clock.advance(Duration.ofMinutes(10));
        list.has("s", DOWN, ago(Duration.ofMinutes(5)));

        ImportReport early = run();
        assertThat(early.imported()).isZero();
        assertThat(early.waiting()).isEqualTo(1);

        delivered(own);
        assertThat(run().imported()).isEqualTo(1);
        assertThat(history(own)).extracting(Feedback::status).containsExactly(Status.CURRENT, Status.REPLACED);
    }

    @Test
    void knowsWhatWasGivenHereByItsId() {
        delivered(accept(vote().session("s").up()));

        ImportReport report = run();

        assertThat(report.known()).isEqualTo(1);
        assertThat(report.imported()).isZero();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void findsTheIdOfWhatWasConfirmedWithoutOne() {
        Feedback own = accept(vote().session("s").up());
        Claim claim = send(own);
        String id = list.has(own, clock.instant());
        conclude(claim, DeliveryState.DELIVERED, null);
        clock.advance(Duration.ofHours(5));

        assertThat(run().matched()).isEqualTo(1);

        assertThat(delivery(own).upstreamId()).isEqualTo(id);
        assertThat(kept()).hasSize(1);
        assertThat(run().known()).isEqualTo(1);
    }

    @Test
    void doesNotBringInWhatMayBeOneOfOursThatTheDestinationChanged() {
        Feedback own = accept(vote().session("s").text("trimmed "));
        Claim claim = send(own);
        list.has("s", new Opinion(1.0, "trimmed", List.of()), clock.instant());
        conclude(claim, DeliveryState.DELIVERED, null);

        ImportReport report = run();

        assertThat(report.waiting()).isEqualTo(1);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void leavesAloneWhatMayBeOneOfVeryMany() {
        List<Change> changes = java.util.stream.IntStream.range(0, 5_000)
                .mapToObj(i -> (Change) vote().session("s")
                        .message("m" + i)
                        .up()
                        .at(clock.instant())
                        .accept())
                .toList();
        List<ClaimRequest> wanted = store.feedback().write(changes).stream()
                .map(written -> ((Written.Kept) written).record().feedback())
                .map(feedback -> new ClaimRequest(feedback.id(), fingerprints.hash(list.fingerprint(feedback))))
                .toList();
        Instant end = clock.instant().plusSeconds(60);
        assertThat(store.deliveries().claim("fake", wanted, "me", clock.instant(), Instant.EPOCH, end))
                .hasSize(5_000);
        list.has("s", DOWN, clock.instant());
        list.has("another", DOWN, clock.instant());

        ImportReport report = run();

        assertThat(report.waiting()).isEqualTo(2);
        assertThat(report.imported()).isZero();
    }

    @Test
    void leavesAloneWhatIsBeingSent() {
        Feedback own = accept(vote().session("s").up());
        Claim claim = send(own);
        String id = list.has(own, clock.instant());

        assertThat(run().waiting()).isEqualTo(1);
        assertThat(delivery(own).state()).isEqualTo(DeliveryState.SENDING);

        conclude(claim, DeliveryState.DELIVERED, id);
        assertThat(run().known()).isEqualTo(1);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void findsWhatIsUncertainThereAndDoesNotBringItIn() {
        Feedback own = accept(vote().session("s").up());
        Claim claim = send(own);
        String id = list.has(own, clock.instant());
        conclude(claim, DeliveryState.UNCERTAIN, null);

        assertThat(run().matched()).isEqualTo(1);

        assertThat(delivery(own).state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivery(own).upstreamId()).isEqualTo(id);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void neverBringsBackWhatWasTakenBack() {
        Feedback named = accept(vote().session("a").text("secret"));
        delivered(named);
        Feedback nameless = accept(vote().session("b").text("secret"));
        Claim claim = send(nameless);
        list.has(nameless, clock.instant());
        withdraw(named);
        withdraw(nameless);
        // It was looked for, not found, and so it need not be sent any more; then it shows.
        conclude(claim, DeliveryState.READY, null);
        assertThat(delivery(nameless).state()).isEqualTo(DeliveryState.WITHDRAWN);
        clock.advance(Duration.ofDays(1));

        ImportReport report = run();

        assertThat(report.imported()).isZero();
        assertThat(kept()).hasSize(2).allMatch(record -> record.feedback().status() == Status.WITHDRAWN);
        assertThat(kept()).allMatch(record -> record.feedback().opinion().text().isEmpty());
    }

    @Test
    void bringsInWhatWasSaidBeforeSomethingWasTakenBackAsHistoryOnly() {
        Feedback own = accept(vote().session("s").up());
        delivered(own);
        clock.advance(Duration.ofMinutes(5));
        list.has("s", DOWN, clock.instant());
        clock.advance(Duration.ofMinutes(5));
        withdraw(own);

        assertThat(run().imported()).isEqualTo(1);

        assertThat(history(own)).extracting(Feedback::status).containsExactly(Status.REPLACED, Status.WITHDRAWN);
    }

    @Test
    void neverBringsBackWhatWasPurgedThoughItsRecordIsYoung() {
        Feedback named = accept(vote().session("a").text("first"));
        Feedback nameless = accept(vote().session("b").text("second"));
        Feedback onTime = accept(vote().session("c").text("third"));
        delivered(onTime);
        // They waited for months, as for a destination that was away.
        clock.advance(Duration.ofDays(200));
        delivered(named);
        Claim claim = send(nameless);
        list.has(nameless, clock.instant());
        conclude(claim, DeliveryState.DELIVERED, null);
        clock.advance(Duration.ofDays(201));
        assertThat(store.feedback().purge(ago(RETENTION), 100)).isEqualTo(3);

        ImportReport report = run();

        assertThat(report.imported()).isZero();
        assertThat(report.refused()).isEqualTo(2);
        assertThat(report.left()).containsEntry("too_old", 1L);
        assertThat(kept()).isEmpty();
    }

    @Test
    void bringsNothingBackWhenTheRetentionIsMadeLongerLater() {
        list.has("s", UP, ago(Duration.ofDays(150)));
        run();
        assertThat(store.feedback().purge(ago(Duration.ofDays(100)), 100)).isEqualTo(1);

        ImportReport report = run();

        assertThat(report.imported()).isZero();
        assertThat(report.left()).containsEntry("too_old", 1L);
    }

    private void withdraw(Feedback feedback) {
        store.feedback().write(List.of(new Change.Withdraw(ASSISTANT, feedback.id(), clock.instant())));
    }

    private List<Feedback> history(Feedback feedback) {
        return store.feedback().history(feedback.target(), 100);
    }

    private Delivery delivery(Feedback feedback) {
        return store.feedback()
                .find(ASSISTANT, feedback.id())
                .orElseThrow()
                .deliveries()
                .get(0);
    }
}
