package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Change;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a server of its own, which is stopped, killed and set wrong. */
class PostgresTroubleTest {
    private static final String OURS = "application_name = 'feedback4j' AND datname = current_database()";

    private static PostgresServer server;

    private final List<PostgresStore> opened = new ArrayList<>();

    @BeforeAll
    static void startServer() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @AfterEach
    void close() {
        opened.forEach(PostgresStore::close);
    }

    private PostgresStore opened(PostgresStore store) {
        opened.add(store);
        return store;
    }

    @Test
    void refusesAServerThatCouldLoseWhatItCommitsUntilItIsSetRight() throws SQLException {
        PostgresServer.Database database = server.newDatabase();
        MutableClock clock = new MutableClock();
        setPageWrites(database, "off");
        PostgresStore store = opened(Postgres.open(database, clock));
        assertThat(outage(store))
                .hasMessageContaining("is not fit to keep votes: full_page_writes is off")
                .matches(outage -> outage.kind() == PERMANENT);

        setPageWrites(database, "on");
        assertThat(outage(store)).hasMessageContaining("full_page_writes is off");
        clock.advance(Duration.ofSeconds(10));
        assertThat(write(store)).isInstanceOf(Written.Kept.class);
    }

    /** Not before a new session sees it, because a setting reaches the server's processes one after the other. */
    private static void setPageWrites(PostgresServer.Database database, String value) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET full_page_writes = " + value);
            statement.execute("SELECT pg_reload_conf()");
        }
        long end = System.nanoTime() + SECONDS.toNanos(60);
        boolean seen = false;
        while (!seen && System.nanoTime() < end) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW full_page_writes")) {
                seen = rows.next() && rows.getString(1).equals(value);
            }
        }
        assertThat(seen).isTrue();
    }

    /** The way that {@link EmbeddedPostgres} sets a server up by itself. */
    @Test
    void refusesAServerThatDoesNotFlush() throws IOException {
        try (EmbeddedPostgres careless = EmbeddedPostgres.start()) {
            PostgresStore store =
                    opened(PostgresStore.open(careless.getPostgresDatabase(), new MutableClock(), Postgres.OPTIONS));

            assertThat(outage(store))
                    .hasMessageContaining("is not fit to keep votes: fsync is off")
                    .matches(outage -> outage.kind() == PERMANENT);
            store.close();
        }
    }

    @Test
    void losesNothingThatItAcknowledgedWhenTheServerIsKilledWhileItWrites() throws Exception {
        PostgresServer.Database database = server.newDatabase();
        PostgresStore store =
                opened(PostgresStore.open(Postgres.address(database), Clock.systemUTC(), Postgres.OPTIONS));
        List<FeedbackId> acknowledged = new ArrayList<>();
        AtomicBoolean end = new AtomicBoolean();
        CountDownLatch wrote = new CountDownLatch(50);
        CountDownLatch failed = new CountDownLatch(1);
        CompletableFuture<Integer> writing = CompletableFuture.supplyAsync(() -> {
            int after = 0;
            while (!end.get() || after == 0) {
                Change.Accept accept = vote().accept();
                try {
                    var unused = store.feedback().write(List.of(accept));
                    acknowledged.add(accept.id());
                    wrote.countDown();
                    after += failed.getCount() == 0 ? 1 : 0;
                } catch (StoreException e) {
                    failed.countDown();
                    after = 0;
                }
            }
            return after;
        });
        assertThat(wrote.await(60, SECONDS)).isTrue();

        server.crash();
        assertThat(failed.await(60, SECONDS)).isTrue();
        server.restart();
        end.set(true);
        assertThat(writing.get(60, SECONDS)).isPositive();

        assertThat(acknowledged)
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        id -> assertThat(store.feedback().find(ASSISTANT, id)).isPresent());
        assertThat(store.deliveries().ledger("twilio").isBalanced()).isTrue();
    }

    @Test
    void startsWithoutTheServerAndTakesVotesOnceItIsThere() throws IOException, SQLException {
        PostgresServer.Database database = server.newDatabase();
        MutableClock clock = new MutableClock();
        server.stop();
        PostgresStore store = opened(Postgres.open(database, clock));
        assertThat(outage(store)).hasMessageContaining("cannot be reached");

        server.restart();
        clock.advance(Duration.ofSeconds(10));

        assertThat(write(store)).isInstanceOf(Written.Kept.class);
    }

    @Test
    void goesOnAtOnceAfterConnectionsWereCutThatNobodyUsed() throws SQLException {
        PostgresServer.Database database = server.newDatabase();
        PostgresStore store = opened(Postgres.open(database, new MutableClock()));
        write(store);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }

        assertThat(write(store)).isInstanceOf(Written.Kept.class);
    }

    /** Longer than a vote may take to be written. */
    @Test
    void makesTheTablesHoweverLongThatTakes() throws SQLException {
        PostgresServer.Database database = server.newDatabase();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE FUNCTION slowly() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
                    + " IF current_setting('statement_timeout') <> '30min' THEN"
                    + " RAISE EXCEPTION 'ends after %', current_setting('statement_timeout'); END IF; END $$");
            statement.execute("CREATE EVENT TRIGGER slowly ON ddl_command_start WHEN TAG IN ('CREATE TABLE')"
                    + " EXECUTE FUNCTION slowly()");
        }

        assertThat(write(opened(Postgres.open(database, new MutableClock())))).isInstanceOf(Written.Kept.class);
    }

    @Test
    void leavesNoConnectionBehindHoweverOftenItIsRefused() throws SQLException {
        PostgresServer.Database database = server.newDatabase();
        MutableClock clock = new MutableClock();
        PostgresStore store = opened(Postgres.open(database, clock));
        write(store);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER TABLE feedback4j.meta ADD CONSTRAINT full_disk CHECK (name <> 'opened_at') NOT VALID");
            StoreException cut = catchThrowableOfType(
                    StoreException.class,
                    () -> store.jdbc().write("break", statements -> {
                        throw new SQLException("cut", "57P01");
                    }));
            assertThat(cut).hasMessageContaining("full_disk");
            for (int i = 0; i < 12; i++) {
                clock.advance(Duration.ofSeconds(11));
                assertThat(outage(store)).hasMessageContaining("full_disk");
            }

            awaitAtMost(4, statement);
            store.close();
            awaitAtMost(0, statement);
        }
    }

    /** The server notices a little later that somebody has gone. */
    private static void awaitAtMost(int most, Statement statement) throws SQLException {
        long end = System.nanoTime() + SECONDS.toNanos(30);
        long open;
        do {
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM pg_stat_activity WHERE " + OURS)) {
                assertThat(rows.next()).isTrue();
                open = rows.getLong(1);
            }
        } while (open > most && System.nanoTime() < end);
        assertThat(open).isLessThanOrEqualTo(most);
    }

    private static Written write(PostgresStore store) {
        return store.feedback().write(List.of(vote().accept())).get(0);
    }

    private static StoreException outage(PostgresStore store) {
        return requireNonNull(catchThrowableOfType(
                StoreException.class, () -> store.feedback().checkWritable()));
    }
}
