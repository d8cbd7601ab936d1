package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.BUSY;
import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Status;
import io.feedback4j.store.Change;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.LogLines;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class PostgresStoreTest {
    private final MutableClock clock = new MutableClock();
    private final List<PostgresStore> opened = new ArrayList<>();

    private PostgresStore open(PostgresServer.Database database) {
        return opened(Postgres.open(database, clock));
    }

    private PostgresStore opened(PostgresStore store) {
        opened.add(store);
        return store;
    }

    @AfterEach
    void close() {
        opened.forEach(PostgresStore::close);
    }

    @Test
    void saysWhereItIsWithoutUserAndPassword() {
        PostgresAddress address =
                new PostgresAddress("jdbc:postgresql://a:b@db.example.com:5433/shop?password=c", "d", "e");

        assertThat(address.place()).isEqualTo("postgresql://db.example.com:5433/shop");
        assertThat(address).hasToString("postgresql://db.example.com:5433/shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//db.example.com:54x2/shop?user=a&password=hunter2",
                "//db.example.com?password=hunter2",
                "//a:hunter2@127.0.0.1:1/shop",
                "//a:x@hunter2@127.0.0.1/shop",
                "//a:x/hunter2@127.0.0.1:1/shop",
                "//a:x?hunter2@127.0.0.1:1/shop",
                "//a:1/hunter2?y@127.0.0.1:1/shop",
                "//127.0.0.1:1/shop;password=hunter2",
                "//127.0.0.1:1/shop&password=hunter2",
                "//127.0.0.1:1/shop/x?password=hunter2",
                "a:hunter2@shop",
                "//127.0.0.1:1/shop?socketTimeout=5;password=hunter2",
                "//127.0.0.1:1/shop?sslmode=require;password=hunter2",
                "//127.0.0.1:1/shop?password=hunter2%zz",
                "//127.0.0.1:1/shop?password=hunter2@a/b"
            })
    void showsNoPasswordOfAUrlHoweverOddItIs(String rest) {
        PostgresAddress address = new PostgresAddress(PostgresAddress.PREFIX + rest, null, null);

        List<String> log = LogLines.during(() -> {
            PostgresStore store = opened(PostgresStore.open(address, clock, Postgres.OPTIONS));
            StringWriter told = new StringWriter();
            outage(store).printStackTrace(new PrintWriter(told));
            assertThat(told.toString()).contains(address.place()).doesNotContain("hunter2");
        });

        assertThat(address.place()).startsWith("postgresql:").doesNotContain("hunter2");
        assertThat(log).noneMatch(line -> line.contains("hunter2"));
    }

    @Test
    void leavesTheApplicationsTablesAlone() throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        execute(database, "CREATE TABLE delivery (parcel TEXT)", "CREATE TABLE meta (x INT)");

        write(open(database), vote().accept());

        assertThat(number(database, "SELECT COUNT(*) FROM public.delivery")).isZero();
        assertThat(number(database, "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo(2);
    }

    @Test
    void needsNoRightToMakeTablesOnceTheyAreThere() throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        execute(database, "CREATE ROLE clerk LOGIN");
        PostgresServer.Database clerk = new PostgresServer.Database(database.url(), "clerk", "");
        assertThat(outage(open(clerk)))
                .hasMessageContaining("lacks a right")
                .hasMessageContaining("permission denied")
                .matches(outage -> outage.kind() == PERMANENT);

        open(database);
        execute(
                database,
                "GRANT USAGE ON SCHEMA feedback4j TO clerk",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA feedback4j TO clerk");

        assertThat(write(open(clerk), vote().accept())).isInstanceOf(Written.Kept.class);
        execute(database, "DROP OWNED BY clerk", "DROP ROLE clerk");
    }

    @Test
    void makesTheTablesOnceHoweverManyStartAtOnce() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        ExecutorService nodes = Executors.newFixedThreadPool(6);
        try {
            List<Future<PostgresStore>> starting = IntStream.range(0, 6)
                    .mapToObj(i -> nodes.submit(() -> Postgres.open(database, clock)))
                    .toList();
            for (Future<PostgresStore> one : starting) {
                PostgresStore store = opened(one.get(60, SECONDS));
                assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
            }
        } finally {
            nodes.shutdownNow();
        }

        assertThat(opened)
                .allSatisfy(store -> assertThat(store.feedback().secret())
                        .isEqualTo(opened.get(0).feedback().secret()));
        assertThat(opened.get(0).deliveries().ledger("twilio").accepted()).isEqualTo(6);
    }

    @Test
    void refusesTablesOfANewerVersion() throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        open(database);
        execute(database, "UPDATE feedback4j.meta SET value = '999' WHERE name = 'schema_version'");

        assertThat(outage(open(database)))
                .hasMessageContaining("written by a newer version")
                .matches(outage -> outage.kind() == PERMANENT);
    }

    @Test
    void saysInPlainWordsWhyItCannotBeReached() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        String noDatabase = database.url().replaceAll("/[^/]*$", "/nothere");

        assertThat(outage(opened(PostgresStore.open(
                        new PostgresAddress(noDatabase, database.user(), null), clock, Postgres.OPTIONS))))
                .hasMessageContaining("there is no database of this name")
                .matches(outage -> outage.kind() == PERMANENT);
        assertThat(outage(opened(PostgresStore.open(
                        new PostgresAddress(database.url(), "nobody", "hidden"), clock, Postgres.OPTIONS))))
                .hasMessageContaining("refuses this user or password")
                .hasMessageNotContaining("hidden")
                .matches(outage -> outage.kind() == PERMANENT);
        assertThat(outage(opened(PostgresStore.open(
                        new PostgresAddress("jdbc:postgresql://127.0.0.1:1/x", "a", "hidden"),
                        clock,
                        Postgres.OPTIONS))))
                .hasMessageContaining("postgresql://127.0.0.1:1/x")
                .hasMessageContaining("cannot be reached")
                .hasMessageNotContaining("hidden")
                .matches(outage -> outage.kind() == TRANSIENT);
    }

    @Test
    void saysWhatIsWrongWithADataSource() {
        SQLiteDataSource other = new SQLiteDataSource();
        other.setUrl("jdbc:sqlite::memory:");

        assertThat(outage(opened(PostgresStore.open(other, clock, Postgres.OPTIONS))))
                .hasMessageContaining("is SQLite; the shared store needs PostgreSQL");
        assertThat(outage(opened(PostgresStore.open("jdbc/nowhere", clock, Postgres.OPTIONS))))
                .hasMessageContaining("there is no data source jdbc/nowhere: check feedback.store.jndi");
    }

    @Test
    void commitsDurablyWhateverTheDatabaseOrTheUserIsSetTo() throws SQLException {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        execute(database, "ALTER DATABASE " + name + " SET synchronous_commit = off");
        assertThat(synchronousCommit(open(database))).isEqualTo("on");

        execute(database, "ALTER DATABASE " + name + " SET synchronous_commit = remote_apply");
        assertThat(synchronousCommit(open(database))).isEqualTo("remote_apply");
    }

    private static String synchronousCommit(PostgresStore store) {
        String sql = "SELECT current_setting('synchronous_commit')";
        return store.jdbc()
                .write("look", statements -> statements.list(sql, binds -> {}, Row::text))
                .get(0);
    }

    @Test
    void readsOneMomentAndCannotWriteMeanwhile() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        PostgresStore store = open(database);
        PostgresStore other = open(database);

        List<Long> counts = store.jdbc().read("look twice", Connections.Use.WORK, statements -> {
            long before = count(statements);
            write(other, vote().accept());
            return List.of(before, count(statements));
        });

        assertThat(counts).containsExactly(0L, 0L);
        assertThat(store.jdbc().read("look", Connections.Use.WORK, PostgresStoreTest::count))
                .isEqualTo(1);
        assertThat(catchThrowableOfType(
                        StoreException.class,
                        () -> store.jdbc()
                                .read(
                                        "write",
                                        Connections.Use.WORK,
                                        statements -> statements.update("DELETE FROM feedback", binds -> {}))))
                .hasMessageContaining("read-only");
        assertThat(write(store, vote().message("another").accept())).isInstanceOf(Written.Kept.class);
    }

    private static long count(Statements statements) throws SQLException {
        return requireNonNull(statements.first("SELECT COUNT(*) FROM feedback", binds -> {}, Row::number));
    }

    @Test
    void writesWhatSeveralNodesSayOnTheSameTargetsOneAfterTheOther() throws Exception {
        PostgresServer.Database database = Postgres.emptied();
        List<PostgresStore> nodes = List.of(open(database), open(database));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> writing = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> writeOnFewTargets(nodes.get(i % 2))))
                    .toList();
            for (Future<Integer> one : writing) {
                assertThat(one.get(60, SECONDS)).isEqualTo(10 * 40);
            }
        } finally {
            threads.shutdownNow();
        }

        for (String message : List.of("m0", "m1", "m2")) {
            List<Feedback> history =
                    nodes.get(0).feedback().history(vote().message(message).target(), 2_000);
            assertThat(history).extracting(Feedback::number).doesNotHaveDuplicates();
            assertThat(history.get(0).number()).isEqualTo(history.size());
            assertThat(history)
                    .filteredOn(one -> one.status() == Status.CURRENT)
                    .hasSize(1);
        }
        Ledger ledger = nodes.get(0).deliveries().ledger("twilio");
        assertThat(ledger.accepted()).isEqualTo(4 * 10 * 40);
        assertThat(ledger.isBalanced()).isTrue();
    }

    private static int writeOnFewTargets(PostgresStore store) {
        int kept = 0;
        for (int batch = 0; batch < 10; batch++) {
            List<Change> changes = IntStream.range(0, 40)
                    .mapToObj(i -> (Change) vote().message("m" + i % 3).accept())
                    .toList();
            kept += (int) store.feedback().write(changes).stream()
                    .filter(Written.Kept.class::isInstance)
                    .count();
        }
        return kept;
    }

    @Test
    void repeatsWhatTwoLostByWaitingForEachOther() throws Exception {
        PostgresServer.Database database = PostgresServer.shared().newDatabase();
        String name = database.url().substring(database.url().lastIndexOf('/') + 1);
        execute(database, "ALTER DATABASE " + name + " SET deadlock_timeout = '20ms'");
        PostgresStore store = open(database);
        Change.Accept one = vote().message("1").accept();
        Change.Accept other = vote().message("2").accept();
        write(store, one, other);
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);

        Future<Integer> first = CompletableFuture.supplyAsync(() -> touch(store, one, other, bothHoldOne));
        Future<Integer> second = CompletableFuture.supplyAsync(() -> touch(store, other, one, bothHoldOne));

        assertThat(first.get(60, SECONDS) + second.get(60, SECONDS)).isEqualTo(3);
    }

    /** @return how often it was tried */
    private static int touch(PostgresStore store, Change.Accept one, Change.Accept other, CyclicBarrier together) {
        List<Integer> attempts = new ArrayList<>();
        return store.jdbc().write("touch two", statements -> {
            attempts.add(1);
            touch(statements, one);
            if (attempts.size() == 1) {
                await(together);
            }
            touch(statements, other);
            return attempts.size();
        });
    }

    private static void touch(Statements statements, Change.Accept accept) throws SQLException {
        statements.update(
                "UPDATE feedback SET updated_at = updated_at WHERE id = ?",
                binds -> binds.text(accept.id().value()));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void doesNotWaitForALockThatIsNeverGivenBack() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        PostgresStore store = open(database);
        try (Connection somebody = database.connect();
                Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            statement.execute("LOCK TABLE feedback4j.feedback");

            StoreException outage = catchThrowableOfType(StoreException.class, () -> write(store, vote().accept()));

            assertThat(outage).hasMessageContaining("holds a lock on the tables for too long");
            assertThat(outage.kind()).isEqualTo(TRANSIENT);
            somebody.rollback();
        }
        assertThat(write(store, vote().accept())).isInstanceOf(Written.Kept.class);
    }

    @Test
    void leavesOnlyTheVotesOfTheSessionOutThatSomebodyHolds() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        PostgresStore store = open(database);
        Change.Accept first = vote().session("held").message("first").accept();
        write(store, first);
        Change.Accept held = vote().session("held").accept();
        Change.Accept free = vote().session("free").accept();
        Change withdraw = new Change.Withdraw(ASSISTANT, first.id(), clock.instant());
        try (Connection somebody = database.connect();
                Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock("
                    + TargetLocks.key(held.feedback().target()) + ")");

            List<Written> written = store.feedback().write(List.of(held, free, withdraw));

            assertThat(written.get(0)).isInstanceOf(Written.Held.class);
            assertThat(written.get(1)).isInstanceOf(Written.Kept.class);
            assertThat(written.get(2)).isInstanceOf(Written.Held.class);
            somebody.rollback();
        }
        assertThat(store.feedback().find(ASSISTANT, free.id())).isPresent();
        assertThat(store.feedback().find(ASSISTANT, held.id())).isEmpty();
        assertThat(store.feedback().write(List.of(held, withdraw)))
                .hasExactlyElementsOfTypes(Written.Kept.class, Written.Withdrawn.class);
    }

    @Test
    void endsASearchThatTakesTooLong() throws SQLException {
        PostgresStore store = open(Postgres.emptied());

        StoreException end = catchThrowableOfType(
                StoreException.class,
                () -> store.jdbc()
                        .read(
                                "search",
                                Connections.Use.SEARCH,
                                statements -> statements.list("SELECT pg_sleep(60)", binds -> {}, row -> 1)));

        assertThat(StoreErrors.isInterrupt(end.getCause())).isTrue();
        assertThat(store.feedback().list(query().build())).isEmpty();
    }

    @Test
    void workGoesOnWhileAsManySearchAsCan() throws Exception {
        PostgresStore store = open(Postgres.emptied());
        CountDownLatch searching = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> searches = Stream.of(1, 2)
                .map(i -> CompletableFuture.supplyAsync(
                        () -> store.jdbc().read("search", Connections.Use.SEARCH, statements -> {
                            searching.countDown();
                            return await(end);
                        })))
                .toList();
        assertThat(await(searching)).isTrue();

        StoreException busy = catchThrowableOfType(
                StoreException.class, () -> store.feedback().list(query().build()));

        assertThat(busy.kind()).isEqualTo(BUSY);
        Change.Accept accept = vote().accept();
        assertThat(write(store, accept)).isInstanceOf(Written.Kept.class);
        assertThat(store.feedback().find(ASSISTANT, accept.id())).isPresent();
        assertThat(store.deliveries().ledger("twilio").accepted()).isEqualTo(1);
        end.countDown();
        for (CompletableFuture<Boolean> search : searches) {
            assertThat(search.get(60, SECONDS)).isTrue();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsNothingOfWhatWasSaidWhenTheDatabaseRefusesIt() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        PostgresStore store = open(database);
        Change.Accept accept = vote().session("sesame").text("canary").accept();
        write(store, accept);
        Feedback again = new Feedback(
                accept.id(),
                vote().session("sesame").target(),
                1,
                vote().text("canary").build().opinion(),
                Status.CURRENT,
                clock.instant(),
                clock.instant());

        StoreException refusal = catchThrowableOfType(
                StoreException.class,
                () -> store.jdbc().write("write twice", statements -> {
                    FeedbackSql.insertAll(statements, List.of(binds -> FeedbackSql.bind(binds, again, null, null)));
                    return 1;
                }));

        StringWriter log = new StringWriter();
        refusal.printStackTrace(new PrintWriter(log));
        assertThat(log.toString())
                .contains("duplicate key")
                .doesNotContain("sesame")
                .doesNotContain("canary");
    }

    @Test
    void countsWhatNodesOfThePastAcceptedInOneRow() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        PostgresStore store = open(database);
        write(store, vote().accept());
        execute(
                database,
                "INSERT INTO feedback4j.ledger (destination, node, accepted, purged)"
                        + " SELECT 'twilio', 'node' || i, i, 1 FROM generate_series(1, 20) i");

        PostgresStore next = open(database);
        write(next, vote().message("next").accept());
        write(store, vote().message("still there").accept());

        assertThat(next.deliveries().ledger("twilio").accepted()).isEqualTo(210 + 3);
        assertThat(next.deliveries().ledger("twilio").purged()).isEqualTo(20);
        assertThat(number(database, "SELECT COUNT(*) FROM feedback4j.ledger")).isEqualTo(3);
    }

    @Test
    void purgesOnceHoweverManyNodesDo() throws Exception {
        PostgresServer.Database database = Postgres.emptied();
        List<PostgresStore> nodes = List.of(open(database), open(database), open(database));
        Instant later = clock.instant().plus(Duration.ofDays(30));
        for (int i = 0; i < 150; i++) {
            Change.Accept accept = vote().message("m" + i).accept();
            write(nodes.get(0), accept);
            write(nodes.get(0), new Change.Withdraw(ASSISTANT, accept.id(), clock.instant()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            int purged = 0;
            List<Future<Integer>> purging = nodes.stream()
                    .map(node -> threads.submit(() -> node.feedback().purge(later, 200)))
                    .toList();
            for (Future<Integer> one : purging) {
                purged += one.get(60, SECONDS);
            }
            assertThat(purged).isEqualTo(150);
        } finally {
            threads.shutdownNow();
        }
        Ledger ledger = nodes.get(0).deliveries().ledger("twilio");
        assertThat(ledger.purged()).isEqualTo(150);
        assertThat(ledger.isBalanced()).isTrue();
    }

    @Test
    void takesNothingAfterItIsClosedAndClosesAgainWithoutHarm() throws SQLException {
        PostgresStore store = open(Postgres.emptied());
        store.close();
        store.close();

        assertThat(outage(store)).hasMessageContaining("is closed");
        assertThat(catchThrowableOfType(StoreException.class, () -> write(store, vote().accept())))
                .hasMessageContaining("is closed");
    }

    private static Written write(PostgresStore store, Change change, Change... more) {
        List<Change> changes = new ArrayList<>(List.of(more));
        changes.add(0, change);
        return store.feedback().write(changes).get(0);
    }

    private static StoreException outage(PostgresStore store) {
        return requireNonNull(catchThrowableOfType(
                StoreException.class, () -> store.feedback().checkWritable()));
    }

    private static void execute(PostgresServer.Database database, String... sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : sql) {
                statement.execute(one);
            }
        }
    }

    private static long number(PostgresServer.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }
}
