package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.store.Change;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.testing.LeakCheckingDataSource;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The application's connections are its own, however it has set them up. */
class HostSourceTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesConnectionsBackAsTheyWereLent(boolean autoCommit) throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        try (LeakCheckingDataSource source = new LeakCheckingDataSource(() -> odd(database, autoCommit))) {
            PostgresStore store = PostgresStore.open(source, new MutableClock(), Postgres.OPTIONS);
            Change.Accept accept = vote().text("hello").key("k").accept();

            assertThat(store.feedback().write(List.of(accept, vote().accept())))
                    .hasOnlyElementsOfType(Written.Kept.class);
            assertThat(store.feedback().list(query().build())).hasSize(2);
            assertThat(store.feedback().write(List.of(new Change.Withdraw(ASSISTANT, accept.id(), MutableClock.START))))
                    .hasOnlyElementsOfType(Written.Withdrawn.class);
            assertThat(store.deliveries().ledger("twilio").accepted()).isEqualTo(2);
            assertThat(store.place()).isEqualTo("the application's data source");
            store.close();

            assertThat(source.lent()).isZero();
            assertThat(source.leaks()).isEmpty();
            assertThat(source.made()).isEqualTo(1);
            try (Connection connection = source.getConnection()) {
                assertThat(connection.isClosed()).isFalse();
            }
        }
    }

    @Test
    void worksOnConnectionsThatTheirPoolHasLeftInsideATransaction() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        DataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return tested(database);
            }
        };
        try (PostgresStore store = PostgresStore.open(source, new MutableClock(), Postgres.OPTIONS)) {
            assertThat(store.feedback().list(query().build())).isEmpty();
            assertThat(store.feedback().write(List.of(vote().accept()))).hasOnlyElementsOfType(Written.Kept.class);
        }
    }

    @Test
    void keepsOnlyAFewWaitingWhileItIsOpenedAgain() throws Exception {
        PostgresServer.Database database = Postgres.emptied();
        AtomicBoolean away = new AtomicBoolean();
        AtomicBoolean slow = new AtomicBoolean();
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        DataSource source = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (slow.get()) {
                    opening.countDown();
                    awaitQuietly(end);
                }
                if (away.get()) {
                    throw new SQLException("away", "08001");
                }
                return database.connect();
            }
        };
        ExecutorService many = Executors.newFixedThreadPool(100);
        try (PostgresStore store = PostgresStore.open(source, new MutableClock(), Postgres.OPTIONS)) {
            away.set(true);
            assertThat(search(store)).contains("away");
            slow.set(true);
            Future<String> first = many.submit(() -> search(store));
            assertThat(opening.await(60, SECONDS)).isTrue();
            List<Callable<String>> others = Collections.nCopies(99, () -> search(store));
            List<String> answers = new ArrayList<>();
            for (Future<String> one : many.invokeAll(others)) {
                answers.add(one.get(60, SECONDS));
            }
            end.countDown();

            assertThat(answers)
                    .allMatch(answer -> answer.contains("is being opened"))
                    .filteredOn(answer -> answer.contains("enough wait for it"))
                    .hasSizeGreaterThan(60);
            assertThat(first.get(60, SECONDS)).contains("away");
        } finally {
            end.countDown();
            many.shutdownNow();
        }
    }

    private static String search(PostgresStore store) {
        StoreException outage = catchThrowableOfType(
                StoreException.class, () -> store.feedback().list(query().build()));
        return requireNonNull(requireNonNull(outage).getMessage());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection tested(PostgresServer.Database database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        return connection;
    }

    @Test
    void givesThemBackAsTheyWereAlsoWhenTheDatabaseRefuses() throws SQLException {
        PostgresServer.Database database = Postgres.emptied();
        try (LeakCheckingDataSource source = new LeakCheckingDataSource(() -> odd(database, true))) {
            PostgresStore store = PostgresStore.open(source, new MutableClock(), Postgres.OPTIONS);

            StoreException refusal = catchThrowableOfType(
                    StoreException.class,
                    () -> store.jdbc().write("divide", statements -> statements.list("SELECT 1 / 0", b -> {}, r -> 1)));
            assertThat(requireNonNull(refusal)).hasMessageContaining("division by zero");
            assertThat(store.feedback().write(List.of(vote().accept()))).hasOnlyElementsOfType(Written.Kept.class);
            store.close();

            assertThat(source.lent()).isZero();
            assertThat(source.leaks()).isEmpty();
        }
    }

    /** As an application might have set it up, and nothing of it as the store needs it. */
    private static Connection odd(PostgresServer.Database database, boolean autoCommit) throws SQLException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = information_schema");
            statement.execute("SET statement_timeout = 77777");
            statement.execute("SET synchronous_commit = off");
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        connection.setReadOnly(true);
        connection.setNetworkTimeout(Runnable::run, 66_666);
        connection.setAutoCommit(autoCommit);
        return connection;
    }
}
