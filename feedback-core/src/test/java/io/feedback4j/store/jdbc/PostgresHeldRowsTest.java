package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.nextId;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody holds a row for as long as he likes, as whoever forgets to commit a statement of his own does. */
class PostgresHeldRowsTest {
    private final MutableClock clock = new MutableClock();
    private PostgresServer.Database database;
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        database = Postgres.emptied();
        store = Postgres.open(database, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leavesOnlyTheVotesOutWhoseRowsAreHeld() throws SQLException {
        Change.Accept first = vote().session("held").accept();
        write(first);
        Change.Accept held = vote().session("held").id(nextId()).accept();
        Change.Accept free = vote().session("free").accept();
        try (Connection somebody = hold("feedback", "id", first)) {

            assertThat(store.feedback().write(List.of(held, free)))
                    .hasExactlyElementsOfTypes(Written.Held.class, Written.Kept.class);
            somebody.rollback();
        }
        assertThat(write(held)).isInstanceOf(Written.Kept.class);
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void writesDownAllResultsButThoseWhoseRowsAreHeld() throws SQLException {
        Change.Accept held = vote().session("held").accept();
        Change.Accept free = vote().session("free").accept();
        write(held);
        write(free);
        List<DeliveryResult> results = claim(held, free).stream()
                .map(claim -> new DeliveryResult(
                        claim, DeliveryState.DELIVERED, null, 0, true, "up " + claim.id(), null, null))
                .toList();
        try (Connection somebody = hold("delivery", "feedback_id", held)) {

            assertThat(store.deliveries().record(results, clock.instant()))
                    .extracting(left -> left.claim().id())
                    .containsExactly(held.id());
            assertThat(store.deliveries().endLeases("twilio", "another node", clock.instant(), clock.instant()))
                    .isZero();
            somebody.rollback();
        }
        assertThat(states()).containsExactlyInAnyOrder(DeliveryState.SENDING, DeliveryState.DELIVERED);
        assertThat(store.deliveries().record(results, clock.instant())).isEmpty();
        assertThat(states()).containsOnly(DeliveryState.DELIVERED);
    }

    private List<Claim> claim(Change.Accept... accepted) {
        Instant later = clock.instant().plusSeconds(60);
        List<ClaimRequest> wanted = Arrays.stream(accepted)
                .map(one -> new ClaimRequest(one.id(), "print of " + one.id()))
                .toList();
        return store.deliveries().claim("twilio", wanted, "node", later, clock.instant(), later.plusSeconds(60));
    }

    private List<DeliveryState> states() {
        return store.feedback().list(query().build()).stream()
                .map(record -> record.deliveries().get(0).state())
                .toList();
    }

    private Connection hold(String table, String column, Change.Accept accepted) throws SQLException {
        Connection somebody = database.connect();
        somebody.setAutoCommit(false);
        try (Statement statement = somebody.createStatement()) {
            statement.execute(
                    "SELECT 1 FROM feedback4j." + table + " WHERE " + column + " = '" + accepted.id() + "' FOR UPDATE");
        }
        return somebody;
    }

    private Written write(Change change) {
        return store.feedback().write(List.of(change)).get(0);
    }
}
