package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.Objects.requireNonNull;
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
import java.util.List;
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
