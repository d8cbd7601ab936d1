package io.feedback4j.delivery;

import static io.feedback4j.delivery.FakeDestination.not;
import static io.feedback4j.delivery.FakeDestination.stored;
import static io.feedback4j.delivery.FakeDestination.storedBut;
import static io.feedback4j.delivery.FakeDestination.storedNameless;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.settle.SettleBuffer;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Change;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.Pace;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.Undelivered;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.Votes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way behind the intake: settle buffer, rounds, and a real store. */
class DeliveryFromSqliteTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Outcome LOST = new Outcome.Unknown(null, null, "reset");

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock();
    private final FakeDestination destination = new FakeDestination(clock);
    private SettleBuffer buffer = new SettleBuffer(1 << 20, clock, clock::nanos, List.of("fake"));
    private SqliteStore store;
    private DeliveryRound round;
    private int owners;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of(destination.name()), WINDOW, Duration.ofMinutes(5)));
        start();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** As after the process was killed: another owner, and nothing in memory. */
    private void start() {
        round = round(UncertaintyPolicy.RECONCILE);
    }

    private DeliveryRound round(UncertaintyPolicy policy) {
        DeliveryOptions options = DeliveryOptions.builder(List.of(ASSISTANT, "other"))
                .owner("owner-" + owners++)
                .uncertainty(policy)
                .grace(GRACE)
                .build();
        DeliveryPorts ports = new DeliveryPorts(
                store.deliveries(),
                limit -> buffer.takeDue("fake", limit),
                () -> store.feedback().secret(),
                clock,
                clock::nanos);
        return new DeliveryRound(
                destination, ports, options, new Crew(Runnable::run, Runnable::run, () -> 0.5, () -> {}));
    }

    private Feedback accept(Votes vote) {
        Change change = vote.at(clock.instant()).accept();
        Written.Kept kept =
                (Written.Kept) store.feedback().write(List.of(change)).get(0);
        Feedback feedback = kept.record().feedback();
        buffer.kept(feedback, kept.settledAt());
        return feedback;
    }

    private void withdraw(Feedback feedback) {
        store.feedback()
                .write(List.of(new Change.Withdraw(feedback.target().assistantId(), feedback.id(), clock.instant())));
        buffer.withdrawn(feedback.target(), feedback.id());
    }

    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            for (int i = 0; i < 3; i++) {
                round.get();
            }
        }
    }

    private Ledger ledger() {
        Ledger ledger = store.deliveries().ledger(destination.name());
        assertThat(ledger.isBalanced()).isTrue();
        return ledger;
    }

    private long count(DeliveryState state) {
        return ledger().states().getOrDefault(state, 0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 0})
    void deliversTheLastWordOnceAndWhatWasTakenBackNever(long weight) {
        buffer = new SettleBuffer(weight, clock, clock::nanos, List.of("fake"));
        accept(vote().session("a").up());
        Feedback last = accept(vote().session("a").down().text("on second thought"));
        withdraw(accept(vote().session("b").up()));

        pass(WINDOW.minusSeconds(1));
        assertThat(destination.sent).isEmpty();
        pass(Duration.ofSeconds(6));

        assertThat(destination.sent).containsExactly(last);
        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(1);
        assertThat(count(DeliveryState.SUPERSEDED)).isEqualTo(1);
        assertThat(count(DeliveryState.WITHDRAWN)).isEqualTo(1);
    }

    @Test
    void findsAfterARestartWhatWasOnItsWayWhenTheProcessWasKilled() {
        List<Runnable> neverRun = new ArrayList<>();
        Feedback feedback = accept(vote().session("a").up());
        clock.advance(WINDOW.plusSeconds(3));
        DeliveryPorts ports = new DeliveryPorts(
                store.deliveries(),
                limit -> buffer.takeDue("fake", limit),
                () -> store.feedback().secret(),
                clock,
                clock::nanos);
        DeliveryOptions options =
                DeliveryOptions.builder(List.of(ASSISTANT)).owner("killed").build();
        new DeliveryRound(destination, ports, options, new Crew(neverRun::add, neverRun::add, () -> 0.5, () -> {}))
                .get();
        destination.store(feedback);
        assertThat(count(DeliveryState.SENDING)).isEqualTo(1);

        start();
        pass(Duration.ofMinutes(2));

        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(1);
        assertThat(destination.sent).isEmpty();
        assertThat(destination.records).hasSize(1);
    }

    @Test
    void deliversAChangeOfMindAsAFurtherRecordOnlyAfterTheFirstIsCertain() {
        destination.answers.add(storedBut(LOST));
        Feedback first = accept(vote().session("a").up());
        pass(WINDOW.plusSeconds(5));
        Feedback second = accept(vote().session("a").down());
        pass(Duration.ofMinutes(3));

        assertThat(destination.sent).containsExactly(first, second);
        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(2);
    }

    @Test
    void sendsAgainWhatWasRejectedLikeEverythingElse() {
        destination.otherwise = not(new Outcome.Refused(400, "refused: 400"));
        for (int i = 0; i < 12; i++) {
            accept(vote().session("s" + i).up());
        }
        pass(WINDOW.plusSeconds(20));
        assertThat(count(DeliveryState.REJECTED)).isZero();

        destination.otherwise = stored();
        pass(Duration.ofMinutes(70));
        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(12);
    }

    @Test
    void findsTheIdOfWhatWasConfirmedWithoutOneAndLooksNoMore() {
        destination.answers.add(storedNameless());
        Feedback feedback = accept(vote().session("a").up());

        pass(Duration.ofMinutes(3));
        assertThat(upstreamId(feedback)).isEqualTo("up-0");
        int asked = destination.pagesAsked.size();
        pass(Duration.ofMinutes(5));

        assertThat(destination.pagesAsked).hasSize(asked);
        assertThat(destination.sent).containsExactly(feedback);
    }

    @Test
    void givesUpLookingForAnIdThatNeverShows() {
        destination.answers.add((self, feedback) -> new Outcome.Delivered(null));
        accept(vote().session("a").up());

        pass(Duration.ofHours(3));

        assertThat(destination.pagesAsked).hasSizeBetween(3, 6);
        assertThat(destination.sent).hasSize(1);
    }

    @Test
    void tellsWhatIsUncertainFromAnEqualOneWhoseIdIsNotKnown() {
        destination.answers.add(storedNameless());
        destination.answers.add(not(LOST));
        Feedback first = accept(vote().session("a").up());
        pass(WINDOW.plusSeconds(3));
        Feedback second = accept(vote().session("a").up());

        pass(Duration.ofMinutes(5));

        assertThat(destination.sent).containsExactly(first, second, second);
        assertThat(upstreamId(first)).isEqualTo("up-0");
        assertThat(upstreamId(second)).isEqualTo("up-1");
        assertThat(ledger().duplicates()).isZero();
    }

    @Test
    void countsExactlyWhatAListShowedTooLate() {
        destination.listLag = Duration.ofSeconds(100);
        destination.answers.add(storedBut(LOST));
        accept(vote().session("a").up());

        pass(Duration.ofMinutes(10));

        assertThat(destination.records).hasSize(2);
        assertThat(ledger().duplicates()).isEqualTo(1);
        assertThat(round.lag().problems("fake")).singleElement().asString().contains("feedback.delivery.grace");
        store.close();
        open();
        assertThat(ledger().duplicates()).isEqualTo(1);
    }

    @Test
    void doesNotSendAgainWhileTheListIsSeenToBeLate() {
        destination.listLag = Duration.ofSeconds(100);
        accept(vote().session("known").up());
        pass(WINDOW.plusSeconds(5));
        destination.answers.add(storedBut(LOST));
        accept(vote().session("a").up());

        pass(Duration.ofMinutes(10));

        assertThat(destination.records).hasSize(2);
        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(2);
        assertThat(ledger().duplicates()).isZero();
    }

    @Test
    void countsWhatSendingAgainWithoutLookingDoubles() {
        round = round(UncertaintyPolicy.RESEND);
        for (int i = 0; i < 6; i++) {
            destination.answers.add(i % 2 == 0 ? storedBut(LOST) : not(LOST));
            accept(vote().session("s" + i).up());
        }

        pass(Duration.ofMinutes(30));

        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(6);
        assertThat(ledger().duplicates())
                .isEqualTo(destination.records.size() - 6)
                .isEqualTo(3);
    }

    @Test
    void neverSendsAgainWhatIsParked() {
        round = round(UncertaintyPolicy.PARK);
        destination.answers.add(not(LOST));
        accept(vote().session("a").up());

        pass(Duration.ofHours(2));

        assertThat(count(DeliveryState.UNCERTAIN)).isEqualTo(1);
        assertThat(destination.sent).hasSize(1);
        assertThat(round.unresolved().byAssistant()).containsEntry(ASSISTANT, 1L);
        assertThat(parked()).hasSize(1);
    }

    @Test
    void sendsWhatIsParkedOnceMoreWhenSomebodyDecidesSo() {
        round = round(UncertaintyPolicy.PARK);
        destination.answers.add(not(LOST));
        accept(vote().session("a").up());
        pass(Duration.ofMinutes(10));

        store.rejected()
                .resend(
                        RejectedFilter.ALL.in(Undelivered.PARKED),
                        1,
                        new Pace(clock.instant(), Duration.ZERO),
                        AuditEntry.of(clock.instant(), "admin", AuditAction.RESEND, "all", ""));
        pass(Duration.ofMinutes(5));

        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(1);
        assertThat(destination.sent).hasSize(2);
        assertThat(parked()).isEmpty();
    }

    @Test
    void looksUpWhatWasParkedOnceItMay() {
        round = round(UncertaintyPolicy.PARK);
        destination.answers.add(storedBut(LOST));
        accept(vote().session("a").up());
        pass(Duration.ofMinutes(10));
        assertThat(parked()).hasSize(1);

        round = round(UncertaintyPolicy.RECONCILE);
        pass(Duration.ofMinutes(10));

        assertThat(count(DeliveryState.DELIVERED)).isEqualTo(1);
        assertThat(destination.sent).hasSize(1);
    }

    private List<Rejected> parked() {
        return store.rejected().list(new RejectedQuery(RejectedFilter.ALL.in(Undelivered.PARKED), true, null, 10));
    }

    private String upstreamId(Feedback feedback) {
        return java.util.Objects.requireNonNull(store.feedback()
                .find(ASSISTANT, feedback.id())
                .orElseThrow()
                .deliveries()
                .get(0)
                .upstreamId());
    }

    /** What goes in must come out, once each, however the destination behaves and however often we are killed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesNothingAndDoublesNothingWhateverHappens(long seed) {
        Random random = new Random(seed);
        destination.otherwise = (self, feedback) -> misbehave(random).to(self, feedback);
        Map<String, Feedback> expected = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            Feedback feedback = accept(vote().assistant(random.nextBoolean() ? ASSISTANT : "other")
                    .session("s" + i)
                    .score(i % 5 / 4.0)
                    .text(i % 3 == 0 ? "" : "text " + i));
            expected.put(destination.fingerprint(feedback), feedback);
            if (random.nextInt(20) == 0) {
                round.stop();
                round.finish(Duration.ofSeconds(30));
                buffer = new SettleBuffer(1 << 20, clock, clock::nanos, List.of("fake"));
                start();
            }
            pass(Duration.ofSeconds(random.nextInt(4)));
        }
        pass(Duration.ofMinutes(30));
        destination.otherwise = stored();
        pass(Duration.ofMinutes(90));

        assertThat(count(DeliveryState.DELIVERED)).as("seed %d", seed).isEqualTo(expected.size());
        assertThat(destination.records)
                .extracting(Listing.Item::fingerprint)
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    private static FakeDestination.Answer misbehave(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> storedBut(LOST);
            case 1 -> not(LOST);
            case 2 -> storedBut(new Outcome.Unknown(503, Duration.ofSeconds(2), "failed: 503"));
            case 3 -> not(new Outcome.Unreachable("no connection"));
            case 4 -> not(new Outcome.Throttled(Duration.ofSeconds(random.nextInt(9))));
            case 5 -> not(new Outcome.Misconfigured(401, "no entry"));
            case 6 -> not(new Outcome.Gone(404, "gone"));
            default -> stored();
        };
    }
}
