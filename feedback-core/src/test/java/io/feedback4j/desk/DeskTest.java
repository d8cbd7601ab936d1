package io.feedback4j.desk;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.Decided;
import io.feedback4j.store.DecidedPortion;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Pace;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.store.Undelivered;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {
    private static final int MANY = 450;

    @TempDir
    private Path folder;

    private final MutableClock clock = new MutableClock();
    private SqliteStore store;
    private Desk desk;
    private int changes;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)));
        desk = new Desk(store.rejected(), store.audit(), List.of("twilio"), clock, () -> changes++);
        rejectMany();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void sendsManyAgainOneAfterTheOtherAndKeepsOneEntry() {
        Decisions decisions = desk.resend(RejectedFilter.ALL, 100, "admin", "");

        assertThat(decisions.more()).isFalse();
        assertThat(decisions.count(DeliveryState.READY)).isEqualTo(MANY);
        assertThat(decisions.all().stream().map(Decided::nextAt).filter(Objects::nonNull))
                .containsExactlyElementsOf(IntStream.range(0, MANY)
                        .mapToObj(i -> clock.instant().plusMillis(10L * i))
                        .toList());
        assertThat(decisions.until()).isEqualTo(clock.instant().plusMillis(10L * (MANY - 1)));
        assertThat(desk.audit(null, 10))
                .singleElement()
                .extracting(AuditEntry::count, AuditEntry::action, AuditEntry::target)
                .containsExactly((long) MANY, AuditAction.RESEND, "everything rejected");
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void putsNothingOffForMoreThanAnHour() {
        Decisions decisions = desk.resend(RejectedFilter.ALL, Desk.MIN_RATE, "admin", "");

        assertThat(decisions.all()).hasSize(360);
        assertThat(decisions.more()).isTrue();
        assertThat(decisions.until()).isBefore(clock.instant().plus(Duration.ofHours(1)));
        assertThat(desk.list(new RejectedQuery(RejectedFilter.ALL, true, null, MANY)))
                .hasSize(MANY - 360);
        assertThat(desk.audit(null, 10)).extracting(AuditEntry::count).containsExactly(360L);
    }

    @Test
    void goesOnThoughAnotherIsQuickerWithSomeOfThem() {
        Desk late = new Desk(new OneIsTaken(store.rejected()), store.audit(), List.of("twilio"), clock, () -> {});

        Decisions decisions = late.discard(RejectedFilter.ALL, "admin", "known");

        assertThat(decisions.all()).hasSize(MANY - 1);
        assertThat(decisions.more()).isFalse();
        assertThat(desk.list(new RejectedQuery(RejectedFilter.ALL, true, null, MANY)))
                .isEmpty();
    }

    /** Somebody else decides about one of the first portion at the same moment. */
    private static final class OneIsTaken implements RejectedStore {
        private final RejectedStore store;
        private boolean taken;

        OneIsTaken(RejectedStore store) {
            this.store = store;
        }

        @Override
        public List<Rejected> list(RejectedQuery query) {
            return store.list(query);
        }

        @Override
        public DecidedPortion resend(RejectedFilter which, int limit, Pace pace, AuditEntry entry) {
            throw new AssertionError("not asked for here");
        }

        @Override
        public DecidedPortion discard(RejectedFilter which, int limit, AuditEntry entry) {
            DecidedPortion portion = store.discard(which, limit, entry);
            if (taken) {
                return portion;
            }
            taken = true;
            return new DecidedPortion(portion.all().subList(1, portion.all().size()), portion.found());
        }
    }

    @Test
    void givesManyUpAtOnceAndSaysWhich() {
        RejectedFilter which = new RejectedFilter(null, ASSISTANT, "twilio", 400, clock.instant(), null);

        Decisions decisions = desk.discard(which, "User kim", "known");

        assertThat(decisions.count(DeliveryState.DISCARDED)).isEqualTo(MANY);
        assertThat(decisions.until()).isNull();
        assertThat(desk.audit(null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.target())
                    .isEqualTo("assistant_id=aia_asst_1, destination=twilio, http_status=400, since="
                            + MutableClock.START);
            assertThat(entry.note()).isEqualTo("known");
            assertThat(entry.who()).isEqualTo("User kim");
            assertThat(entry.at()).isEqualTo(clock.instant());
        });
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void saysNothingWhereThereIsNothingToDecide() {
        RejectedFilter none = new RejectedFilter(null, null, "webhook", null, null, null);

        assertThat(desk.resend(none, 1, "admin", "").all()).isEmpty();
        assertThat(desk.discard(none, "admin", "note").all()).isEmpty();
        assertThat(desk.audit(null, 10)).isEmpty();
        assertThat(changes).isZero();
    }

    @Test
    void keepsWhatIsDoneElsewhere() {
        desk.note("admin", AuditAction.IMPORT, "aia_asst_1", 7, "monthly");

        assertThat(desk.audit(null, 10))
                .singleElement()
                .extracting(AuditEntry::action, AuditEntry::count, AuditEntry::note)
                .containsExactly(AuditAction.IMPORT, 7L, "monthly");
    }

    @Test
    void saysInTheAuditWhatItWasAboutWhereThatWasNotTheRejected() {
        store.deliveries().record(uncertain(claim(List.of(vote().message("u").accept()))), clock.instant());

        Decisions decisions = desk.discard(RejectedFilter.ALL.in(Undelivered.PARKED), "admin", "never mind");

        assertThat(decisions.count(DeliveryState.DISCARDED)).isEqualTo(1);
        assertThat(desk.list(new RejectedQuery(RejectedFilter.ALL, true, null, MANY + 1)))
                .hasSize(MANY);
        assertThat(desk.audit(null, 10))
                .singleElement()
                .extracting(AuditEntry::target)
                .isEqualTo("state=uncertain");
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void givesUpWhatWaitsOnlyForADestinationThatIsNotConfigured() {
        RejectedFilter all = RejectedFilter.ALL.in(Undelivered.WAITING);
        RejectedFilter twilio = new RejectedFilter(null, null, "twilio", null, null, null).in(Undelivered.WAITING);
        store.feedback().write(List.of(vote().message("waits").accept()));

        assertThatThrownBy(() -> desk.discard(all, "admin", "n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.discard(twilio, "admin", "n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.resend(twilio, 1, "admin", "n")).isInstanceOf(IllegalArgumentException.class);
        Desk elsewhere = new Desk(store.rejected(), store.audit(), List.of("webhook"), clock, () -> changes++);
        assertThat(elsewhere.discard(twilio, "admin", "gone").all()).hasSize(1);
        assertThat(elsewhere.audit(null, 1))
                .extracting(AuditEntry::target)
                .containsExactly("state=waiting, destination=twilio");
    }

    @Test
    void refusesARateThatIsNone() {
        for (double rate : new double[] {0, -1, 0.09, 1_001, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> desk.resend(RejectedFilter.ALL, rate, "admin", ""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void rejectMany() {
        List<Change.Accept> votes = IntStream.range(0, MANY)
                .mapToObj(i -> vote().message("m" + i).accept())
                .toList();
        List<DeliveryResult> results = claim(votes).stream()
                .map(claim -> new DeliveryResult(claim, DeliveryState.REJECTED, null, 0, true, null, 400, "refused"))
                .toList();
        store.deliveries().record(results, clock.instant());
    }

    private static List<DeliveryResult> uncertain(List<Claim> claims) {
        return claims.stream()
                .map(claim -> new DeliveryResult(claim, DeliveryState.UNCERTAIN, null, 0, true, null, null, "lost"))
                .toList();
    }

    private List<Claim> claim(List<Change.Accept> votes) {
        store.feedback().write(List.copyOf(votes));
        List<ClaimRequest> wanted =
                votes.stream().map(vote -> new ClaimRequest(vote.id(), "print")).toList();
        return store.deliveries()
                .claim(
                        "twilio",
                        wanted,
                        "node",
                        clock.instant(),
                        clock.instant(),
                        clock.instant().plusSeconds(60));
    }
}
