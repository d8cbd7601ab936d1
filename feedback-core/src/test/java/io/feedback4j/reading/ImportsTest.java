package io.feedback4j.reading;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.delivery.Fingerprints;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Source;
import io.feedback4j.model.Status;
import io.feedback4j.reading.ImportReport.State;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.ImportStore;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.LogLines;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
    private static final Opinion UP = new Opinion(1.0, "", List.of());
    private static final Opinion DOWN = new Opinion(0.0, "no", List.of("wrong"));
    private static final Duration RETENTION = Duration.ofDays(400);
    private static final ListingException FAILED =
            new ListingException("status 500", new Outcome.Unknown(500, null, "failed"));

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock();
    private final FakeList list = new FakeList(clock);
    private final List<DestinationStatus> statuses = new ArrayList<>();
    private final List<Outcome> heard = new ArrayList<>();
    private final Set<String> turns = new HashSet<>();
    private boolean anothersTurn;
    private boolean cannotNote;
    private @Nullable Duration schedule;
    private SqliteStore store;
    private Fingerprints fingerprints;
    private Imports imports;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of("fake"), Duration.ZERO, Duration.ZERO));
        fingerprints = new Fingerprints(() -> store.feedback().secret(), "fake");
        imports = imports();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Imports imports() {
        ImportPorts ports = new ImportPorts(
                store.deliveries(),
                cannotNote ? thatCannotNote() : store.imports(),
                () -> store.feedback().secret(),
                new FeedbackIds(clock, new SecureRandom()),
                this::turn,
                () -> statuses,
                (assistant, outcome) -> heard.add(outcome),
                clock,
                () -> Duration.between(MutableClock.START, clock.instant()).toNanos());
        return new Imports(
                list,
                ports,
                new ImportOptions(
                        List.of(ASSISTANT), schedule, RETENTION, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    private ImportStore thatCannotNote() {
        return (ImportStore) Proxy.newProxyInstance(
                ImportStore.class.getClassLoader(), new Class<?>[] {ImportStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("imported")) {
                        throw new StoreException(StoreException.Kind.TRANSIENT, "down", null);
                    }
                    return method.invoke(store.imports(), args);
                });
    }

    private boolean turn(String name, Duration duration) {
        if (duration.isZero()) {
            turns.remove(name);
        } else if (!anothersTurn) {
            turns.add(name);
        }
        return !anothersTurn;
    }

    private ImportReport run() {
        assertThat(imports.begin()).isPresent();
        return finish();
    }

    private ImportReport finish() {
        for (int round = 0; round < 10_000 && report().state() == State.RUNNING; round++) {
            Duration pause = imports.get();
            clock.advance(pause);
        }
        ImportReport report = report();
        assertThat(report.state()).isNotEqualTo(State.RUNNING);
        assertThat(ledger().isBalanced()).isTrue();
        return report;
    }

    private ImportReport report() {
        return imports.report().orElseThrow();
    }

    private Ledger ledger() {
        return store.deliveries().ledger("fake");
    }

    private Feedback accept(Votes vote) {
        Change change = vote.at(clock.instant()).accept();
        return ((Written.Kept) store.feedback().write(List.of(change)).get(0))
                .record()
                .feedback();
    }

    private void withdraw(Feedback feedback) {
        store.feedback().write(List.of(new Change.Withdraw(ASSISTANT, feedback.id(), clock.instant())));
    }

    private Claim send(Feedback feedback) {
        String hash = fingerprints.hash(list.fingerprint(feedback));
        return store.deliveries()
                .claim(
                        "fake",
                        List.of(new ClaimRequest(feedback.id(), hash)),
                        "me",
                        clock.instant(),
                        Instant.EPOCH,
                        clock.instant().plusSeconds(60))
                .get(0);
    }

    private void conclude(Claim claim, DeliveryState state, @Nullable String upstreamId) {
        Instant now = clock.instant();
        Instant next = state == DeliveryState.DELIVERED ? null : now.plusSeconds(30);
        store.deliveries()
                .record(List.of(new DeliveryResult(claim, state, next, 0, true, upstreamId, null, null)), now);
    }

    /** Given here and taken there. @return its id there */
    private String delivered(Feedback feedback) {
        Claim claim = send(feedback);
        String id = list.has(feedback, clock.instant());
        conclude(claim, DeliveryState.DELIVERED, id);
        return id;
    }

    private List<FeedbackRecord> kept() {
        return store.feedback().list(query().limit(5_000).build());
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

    private Instant ago(Duration duration) {
        return clock.instant().minus(duration);
    }

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

    @Test
    void leavesWhatCannotBeKeptAndGoesOn() {
        list.has("ancient", UP, ago(RETENTION.plusDays(1)));
        list.has("undated", UP, null);
        list.has("future", UP, clock.instant().plus(Duration.ofDays(30)));
        list.items.add(list.item(null, "nameless", "", UP, clock.instant()));
        list.items.add(new Listing.Item("up-x", "too long", "s ", clock.instant(), null));
        list.has("fine", UP, clock.instant());

        ImportReport report = run();

        assertThat(report.state()).isEqualTo(State.DONE);
        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.left())
                .containsOnly(
                        java.util.Map.entry("too_old", 1L),
                        java.util.Map.entry("without_date", 2L),
                        java.util.Map.entry("without_id", 1L),
                        java.util.Map.entry("invalid", 1L));
    }

    @Test
    void countsWhatIsThereTwiceOnceForEver() {
        Feedback own = accept(vote().session("s").up());
        delivered(own);
        list.has(own, clock.instant().plusSeconds(3));

        assertThat(run().surplus()).isEqualTo(1);
        assertThat(run().surplus()).isEqualTo(1);

        assertThat(ledger().duplicates()).isEqualTo(1);
        assertThat(kept()).hasSize(1);
        close();
        open();
        assertThat(ledger().duplicates()).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissingAndWhatWasChanged() {
        String missing = delivered(accept(vote().session("a").text("one")));
        String changed = delivered(accept(vote().session("b").text("two")));
        delivered(accept(vote().session("c").text("three")));
        clock.advance(Duration.ofMinutes(5));
        list.items.set(1, list.item(changed, "b", "aia_msg_1", DOWN, clock.instant()));
        list.items.remove(0);

        ImportReport report = run();

        assertThat(report.missing().ids()).containsExactly(missing);
        assertThat(report.different().ids()).containsExactly(changed);
        assertThat(report.extra().count()).isZero();
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void doesNotMissWhatMayNotShowYet() {
        delivered(accept(vote().session("a")));
        list.items.clear();

        assertThat(run().missing().count()).isZero();

        clock.advance(Duration.ofMinutes(1));
        assertThat(run().missing().count()).isEqualTo(1);
    }

    @Test
    void endsWhereAListHasNoEnd() {
        list.always = new Listing(List.of(list.item("a", "s", "", UP, clock.instant())), "again", null);
        assertThat(run().problem()).contains("circles");
        assertThat(list.asked).containsExactly("first", "again");

        list.always = new Listing(List.of(), "next", null);
        ImportReport report = run();
        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.missing().count()).isZero();
    }

    @Test
    void triesAPageAgainAndEndsWhenItFailsAllTheTime() {
        list.has("s", UP, clock.instant());
        list.failures.add(FAILED);
        list.failures.add(FAILED);
        assertThat(run().imported()).isEqualTo(1);

        for (int i = 0; i < 5; i++) {
            list.failures.add(FAILED);
        }
        ImportReport report = run();

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.problem()).contains("status 500");
        assertThat(heard).hasSize(7);
        assertThat(list.failures).isEmpty();
    }

    @Test
    void goesOnAtTheSamePageAfterThePauseItIsAskedFor() {
        for (int i = 0; i < 300; i++) {
            list.has("s" + i, UP, clock.instant());
        }
        assertThat(imports.begin()).isPresent();
        imports.get();
        list.failures.add(new ListingException("status 429", new Outcome.Throttled(Duration.ofSeconds(90))));
        Instant asked = clock.instant();

        ImportReport report = finish();

        assertThat(report.imported()).isEqualTo(300);
        assertThat(list.asked).containsExactly("first", "200", "200");
        assertThat(Duration.between(asked, clock.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        assertThat(heard).hasSize(1);
    }

    @Test
    void asksNothingWhileTheDestinationIsPaused() {
        Instant until = clock.instant().plusSeconds(100);
        statuses.add(new DestinationStatus(
                "fake", ASSISTANT, DestinationStatus.State.PAUSED, clock.instant(), until, 1, "429"));
        assertThat(imports.begin()).isPresent();

        Duration first = imports.get();
        assertThat(first).isEqualTo(Duration.ofMinutes(1));
        assertThat(list.asked).isEmpty();
        assertThat(report().problem()).contains("pause");

        clock.advance(first);
        assertThat(imports.get()).isEqualTo(Duration.ofSeconds(40));
        clock.advance(Duration.ofSeconds(40));
        assertThat(finish().state()).isEqualTo(State.DONE);
    }

    @Test
    void runsOneAtATimeOverAllNodes() {
        assertThat(imports.begin()).isPresent();
        assertThat(imports.begin()).isEmpty();
        finish();
        assertThat(turns).isEmpty();

        anothersTurn = true;
        assertThat(imports.begin()).isEmpty();
    }

    @Test
    void letsOthersGoOnThoughItCannotBeNotedThatItIsDone() {
        cannotNote = true;
        imports = imports();
        list.has("s", UP, clock.instant());

        List<String> lines = LogLines.during(() -> assertThat(run().imported()).isEqualTo(1));

        assertThat(turns).isEmpty();
        assertThat(lines).anyMatch(line -> line.contains("Imported from fake"));
    }

    @Test
    void endsWhenAnotherNodeHasTakenOver() {
        assertThat(imports.begin()).isPresent();
        anothersTurn = true;

        ImportReport report = finish();

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(list.asked).isEmpty();
    }

    @Test
    void keepsItsScheduleOverARestart() {
        schedule = Duration.ofHours(6);
        imports = imports();
        imports.get();
        assertThat(finish().state()).isEqualTo(State.DONE);
        int before = list.asked.size();

        imports = imports();
        clock.advance(Duration.ofHours(5));
        imports.get();
        assertThat(imports.report()).isEmpty();

        clock.advance(Duration.ofHours(2));
        imports.get();
        finish();
        assertThat(list.asked).hasSize(before + 1);
    }

    @Test
    void runsByItselfOnlyWhereThereIsASchedule() {
        clock.advance(Duration.ofDays(30));

        imports.get();

        assertThat(imports.report()).isEmpty();
        assertThat(list.asked).isEmpty();
    }
}
