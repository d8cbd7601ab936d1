package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.SUPERSEDED;
import static io.feedback4j.model.DeliveryState.WITHDRAWN;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import io.feedback4j.testing.Votes;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What two nodes do to the same rows at the same moment, again and again. */
class NodesRaceTest {
    private static final String TWILIO = "twilio";
    private static final int ROUNDS = Integer.getInteger("nodes.races", 60);
    private static final Instant SETTLED = MutableClock.START.plusSeconds(30);
    private static final Instant LEASE_END = SETTLED.plusSeconds(60);

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private PostgresStore one;
    private PostgresStore other;

    @BeforeEach
    void open() throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        one = Postgres.open(database, new MutableClock());
        other = Postgres.open(database, new MutableClock());
    }

    @AfterEach
    void booksAreBalanced() {
        threads.shutdownNow();
        assertThat(one.deliveries().ledger(TWILIO).isBalanced())
                .as("%s", one.deliveries().ledger(TWILIO))
                .isTrue();
        one.close();
        other.close();
    }

    /** Both at once, as nearly as can be; whatever either throws is thrown. */
    private void atOnce(Callable<?> first, Callable<?> second) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<?>> running = new ArrayList<>();
        for (Callable<?> action : List.of(first, second)) {
            running.add(threads.submit(() -> {
                int unused = start.await(30, SECONDS);
                return action.call();
            }));
        }
        for (Future<?> action : running) {
            Object unused = action.get(60, SECONDS);
        }
    }

    private Change.Accept accept(Votes vote) {
        Change.Accept accept = vote.accept();
        assertThat(one.feedback().write(List.of(accept)).get(0)).isInstanceOf(Written.Kept.class);
        return accept;
    }

    private Claim claim(Change.Accept accept) {
        return claim(one, accept.id()).get(0);
    }

    private static List<Claim> claim(PostgresStore store, FeedbackId... ids) {
        return store.deliveries()
                .claim(
                        TWILIO,
                        List.of(ids).stream()
                                .map(id -> new ClaimRequest(id, "print " + id))
                                .toList(),
                        "node",
                        SETTLED,
                        MutableClock.START,
                        LEASE_END);
    }

    private static DeliveryResult result(Claim claim, DeliveryState state, @Nullable String upstreamId) {
        return new DeliveryResult(
                claim, state, state == READY ? SETTLED : null, 0, true, upstreamId, null, "said by a test");
    }

    private static Callable<?> record(PostgresStore store, DeliveryResult... results) {
        return () -> {
            store.deliveries().record(List.of(results), SETTLED);
            return "";
        };
    }

    private DeliveryState state(FeedbackId id) {
        return one.feedback()
                .find(ASSISTANT, id)
                .orElseThrow()
                .deliveries()
                .get(0)
                .state();
    }

    @Test
    void whatIsReplacedWhileItIsGivenBackIsNotSentAgain() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Change.Accept said = accept(vote().session("session-" + i));
            Claim claim = claim(said);
            Change.Accept next = vote().session("session-" + i).down().accept();

            atOnce(
                    record(one, result(claim, READY, null)),
                    () -> other.feedback().write(List.of(next)));

            assertThat(state(said.id())).isEqualTo(SUPERSEDED);
        }
    }

    @Test
    void whatIsTakenBackWhileItIsGivenBackIsNotSentAgain() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Change.Accept said = accept(vote().session("session-" + i));
            Claim claim = claim(said);

            atOnce(record(one, result(claim, READY, null)), () -> withdraw(other.feedback(), said.id()));

            assertThat(state(said.id())).isEqualTo(WITHDRAWN);
        }
    }

    @Test
    void whatIsTakenBackWhileItIsClaimedIsEitherNotSentOrKnownToBeOnItsWay() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Change.Accept said = accept(vote().session("session-" + i));
            List<Claim> claims = new ArrayList<>();
            List<Written> written = new ArrayList<>();

            atOnce(
                    () -> claims.addAll(claim(one, said.id())),
                    () -> written.addAll(withdraw(other.feedback(), said.id())));

            Written.Withdrawn withdrawn = (Written.Withdrawn) written.get(0);
            assertThat(withdrawn.stillUpstream()).isEqualTo(!claims.isEmpty());
            assertThat(state(said.id())).isEqualTo(claims.isEmpty() ? WITHDRAWN : DeliveryState.SENDING);
        }
    }

    private static List<Written> withdraw(FeedbackStore feedback, FeedbackId id) {
        return feedback.write(List.of(new Change.Withdraw(ASSISTANT, id, SETTLED)));
    }

    @Test
    void whatIsReplacedWhileItIsReopenedIsNotSentAgain() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Change.Accept said = accept(vote().session("session-" + i));
            one.deliveries().record(List.of(result(claim(said), REJECTED, null)), SETTLED);
            Change.Accept next = vote().session("session-" + i).down().accept();

            atOnce(
                    () -> {
                        one.deliveries().reopen(TWILIO, List.of(said.id()), SETTLED);
                        return "";
                    },
                    () -> other.feedback().write(List.of(next)));

            assertThat(state(said.id())).isEqualTo(SUPERSEDED);
        }
    }

    @Test
    void oneRecordAtTheDestinationBelongsToOneFeedback() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Claim first = claim(accept(vote().session("first-" + i)));
            Claim second = claim(accept(vote().session("second-" + i)));
            String id = "upstream-" + i;

            atOnce(record(one, result(first, DELIVERED, id)), record(other, result(second, DELIVERED, id)));

            assertThat(List.of(first, second))
                    .allSatisfy(claim -> assertThat(state(claim.id())).isEqualTo(DELIVERED));
            assertThat(List.of(first, second))
                    .filteredOn(claim -> one.feedback()
                                    .find(ASSISTANT, claim.id())
                                    .orElseThrow()
                                    .deliveries()
                                    .get(0)
                                    .upstreamId()
                            != null)
                    .hasSize(1);
        }
    }

    @Test
    void manyResultsInAnyOrderHoldNobodyUp() throws Exception {
        for (int i = 0; i < ROUNDS / 4; i++) {
            List<DeliveryResult> results = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                Votes vote = vote().session("session-" + i + "-" + j);
                results.add(0, result(claim(accept(vote)), READY, null));
                changes.add(vote().session("session-" + i + "-" + j).down().accept());
            }

            atOnce(
                    record(one, results.toArray(DeliveryResult[]::new)),
                    () -> other.feedback().write(changes));

            assertThat(results)
                    .allSatisfy(result -> assertThat(state(result.claim().id())).isEqualTo(SUPERSEDED));
        }
    }

    @Test
    void eachIsClaimedByOneNode() throws Exception {
        List<FeedbackId> ids = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Change.Accept accept = vote().session("session-" + i).accept();
            ids.add(accept.id());
            changes.add(accept);
        }
        List<Written> unused = one.feedback().write(changes);
        List<Claim> first = new ArrayList<>();
        List<Claim> second = new ArrayList<>();

        atOnce(() -> claimAll(one, ids, first), () -> claimAll(other, ids, second));

        Set<FeedbackId> claimed = new HashSet<>();
        first.forEach(claim -> assertThat(claimed.add(claim.id())).isTrue());
        second.forEach(claim -> assertThat(claimed.add(claim.id())).isTrue());
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(ids);
    }

    private static String claimAll(PostgresStore store, List<FeedbackId> ids, List<Claim> claims) {
        for (int i = 0; i < ids.size(); i += 10) {
            claims.addAll(claim(store, ids.subList(i, i + 10).toArray(FeedbackId[]::new)));
        }
        return "";
    }

    @Test
    void bothCanBindWhatWasKeptForNoAssistant() throws Exception {
        for (int i = 0; i < 3; i++) {
            List<Change> changes = new ArrayList<>();
            for (int j = 0; j < 700; j++) {
                changes.add(vote().assistant("default").session("session-" + j).accept());
                if (j % 3 == 0) {
                    changes.add(vote().session("session-" + j).accept());
                }
            }
            List<Written> unused = one.feedback().write(changes);

            atOnce(() -> bind(one), () -> bind(other));
            String bound = bind(one);
            assertThat(bound).isEmpty();

            assertThat(one.bindDefault("default", ASSISTANT)).isZero();
            assertThat(one.feedback().current("default", "session-0", "", 10)).isEmpty();
            assertThat(one.feedback().current(ASSISTANT, "session-0", "", 10)).hasSize(1);
        }
    }

    /** Which of the two has to wait too long goes on later. */
    private static String bind(PostgresStore store) {
        try {
            long unused = store.bindDefault("default", ASSISTANT);
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(StoreException.Kind.TRANSIENT);
        }
        return "";
    }

    @Test
    void bothCanPurge() throws Exception {
        for (int i = 0; i < ROUNDS / 4; i++) {
            for (int j = 0; j < 5; j++) {
                Change.Accept said = accept(vote().session("session-" + i + "-" + j));
                one.deliveries().record(List.of(result(claim(said), DELIVERED, "up-" + i + "-" + j)), SETTLED);
            }
            Instant later = SETTLED.plus(Duration.ofDays(500));

            atOnce(
                    () -> one.feedback().purge(later, 100),
                    () -> other.feedback().purge(later, 100));
        }
        assertThat(one.deliveries().ledger(TWILIO).purged()).isEqualTo(ROUNDS / 4 * 5);
    }
}
