package io.feedback4j.store.jdbc;

import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Foreign;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node does that had to wait for what another node was about to commit: it goes by what is true afterwards. */
class WaitingNodesTest {
    private static final String TWILIO = "twilio";
    private static final Instant SETTLED = MutableClock.START.plusSeconds(30);
    private static final Instant LEASE_END = SETTLED.plusSeconds(60);
    private static final int MOST_LOOKS = 3_000;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private PostgresServer.Database database;
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        database = Postgres.emptied();
        store = Postgres.open(database, new MutableClock());
    }

    @AfterEach
    void booksAreBalanced() {
        threads.shutdownNow();
        assertThat(store.deliveries().ledger(TWILIO).isBalanced()).isTrue();
        store.close();
    }

    /**
     * @param held what the other node holds when the action begins
     * @param committed what it commits once the action waits
     */
    private <T> T afterWaiting(String held, String committed, Callable<T> action) throws Exception {
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(held);
            Future<T> waiting = threads.submit(action);
            awaitThatSomebodyWaits();
            statement.execute(committed);
            other.commit();
            return waiting.get(60, SECONDS);
        }
    }

    private void awaitThatSomebodyWaits() throws SQLException {
        try (Connection looking = database.connect();
                Statement statement = looking.createStatement()) {
            for (int look = 0; look < MOST_LOOKS; look++) {
                try (ResultSet rows = statement.executeQuery("SELECT COUNT(*), pg_sleep(0.01) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("nobody waits");
    }

    private Change.Accept accept() {
        Change.Accept accept = vote().session("session").message("aia_msg_1").accept();
        store.feedback().write(List.of(accept));
        return accept;
    }

    private Claim claim(Change.Accept accept) {
        ClaimRequest wanted = new ClaimRequest(accept.id(), "print " + accept.id());
        return store.deliveries()
                .claim(TWILIO, List.of(wanted), "node", SETTLED, MutableClock.START, LEASE_END)
                .get(0);
    }

    private Callable<String> record(Claim claim, DeliveryState state, @Nullable String upstreamId) {
        return () -> {
            store.deliveries()
                    .record(
                            List.of(new DeliveryResult(claim, state, null, 0, true, upstreamId, null, null)),
                            LEASE_END);
            return "";
        };
    }

    private FeedbackRecord record(Change.Accept accept) {
        return store.feedback().find(ASSISTANT, accept.id()).orElseThrow();
    }

    private Delivery delivery(Change.Accept accept) {
        return record(accept).deliveries().get(0);
    }

    @Test
    void keepsALateConfirmationOfWhatIsGivenUpMeanwhile() throws Exception {
        Change.Accept accept = accept();
        Claim claim = claim(accept);
        assertThat(store.deliveries().endLeases(TWILIO, null, LEASE_END, LEASE_END))
                .isEqualTo(1);

        String unused = afterWaiting(
                "SELECT 1 FROM feedback4j.feedback FOR UPDATE",
                "UPDATE feedback4j.delivery SET state = 'ready', available_at = 0",
                record(claim, DELIVERED, "up1"));

        assertThat(delivery(accept).state()).isEqualTo(DELIVERED);
        assertThat(delivery(accept).upstreamId()).isEqualTo("up1");
    }

    @Test
    void keepsTheIdOfALateConfirmationOfWhatIsClaimedAnewMeanwhile() throws Exception {
        Change.Accept accept = accept();
        Claim claim = claim(accept);

        String unused = afterWaiting(
                "UPDATE feedback4j.delivery SET attempts = attempts + 1",
                "UPDATE feedback4j.delivery SET state = 'sending', fence = fence + 1",
                record(claim, DELIVERED, "up1"));

        assertThat(delivery(accept).state()).isEqualTo(SENDING);
        assertThat(delivery(accept).upstreamId()).isEqualTo("up1");
    }

    @Test
    void doesNotBringInWhatWouldReplaceWhatIsToBeSentAgain() throws Exception {
        Change.Accept accept = accept();
        String unused = record(claim(accept), REJECTED, null).call();
        Instant at = SETTLED.plusSeconds(600);
        Foreign foreign = new Foreign(
                new FeedbackIds(() -> at, new SecureRandom()).at(at),
                accept.feedback().target(),
                new Opinion(0.0, "", List.of()),
                at,
                "up1",
                "print up1");

        List<Foreign.Fate> fates = afterWaiting(
                "SELECT 1 FROM feedback4j.feedback FOR UPDATE",
                "UPDATE feedback4j.delivery SET state = 'ready', available_at = 0",
                () -> store.imports().add(TWILIO, List.of(foreign), at));

        assertThat(fates).containsExactly(Foreign.Fate.POSTPONED);
        assertThat(record(accept).feedback().status()).isEqualTo(Status.CURRENT);
        assertThat(delivery(accept).state()).isEqualTo(READY);
    }
}
