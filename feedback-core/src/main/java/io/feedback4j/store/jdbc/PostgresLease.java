package io.feedback4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection for one transaction. What is set for it is set for that transaction alone, so that the connection is
 * given back as it was: it may be the application's, or one that a proxy shares among many.
 */
final class PostgresLease implements Connections.Lease {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLease.class);

    /**
     * What a transaction is to be.
     *
     * @param sql begins it
     * @param answered how long the database may be silent before the connection is given up
     */
    record Terms(String sql, Duration answered) {
        private static final Duration LOCKED = Duration.ofMillis(1_500);
        private static final Duration IDLE = Duration.ofSeconds(10);
        /** The tables are where the application's own cannot be in their way. */
        private static final String COMMON = "; SET LOCAL search_path = " + PostgresOpening.SCHEMA
                + ", pg_temp; SET LOCAL lock_timeout = " + LOCKED.toMillis()
                // Who froze must not hold what others wait for.
                + "; SET LOCAL idle_in_transaction_session_timeout = " + IDLE.toMillis()
                + "; SET LOCAL statement_timeout = ";

        /** Durable when it has committed, and seeing what others commit meanwhile. */
        static Terms writing(Duration statement) {
            return new Terms(
                    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE" + COMMON + statement.toMillis()
                            + "; SELECT set_config('synchronous_commit', 'on', true)"
                            + " WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')",
                    statement.multipliedBy(2));
        }

        /** Seeing one moment of the database, as the embedded one shows it. */
        static Terms reading(Duration statement) {
            return new Terms(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY" + COMMON + statement.toMillis(),
                    statement.multipliedBy(2));
        }
    }

    private final PostgresSource source;
    private final Connection connection;
    private final Statements statements;
    private final Terms terms;
    private final Consumer<@Nullable SQLException> atEnd;
    private boolean autoCommit = true;
    private int answeredBefore = -1;

    /** @param atEnd hears what made the connection useless, or {@code null} */
    PostgresLease(
            PostgresSource source,
            Connection connection,
            String node,
            Terms terms,
            Consumer<@Nullable SQLException> atEnd) {
        this.source = source;
        this.connection = connection;
        this.statements = new Statements(connection, Dialect.POSTGRES, node);
        this.terms = terms;
        this.atEnd = atEnd;
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public void begin() throws SQLException {
        limitSilence(terms.answered());
        autoCommit = connection.getAutoCommit();
        if (autoCommit) {
            connection.setAutoCommit(false);
        } else {
            // Whoever tested it may have left it inside a transaction, in which nothing can be set any more.
            connection.rollback();
        }
        statements.run(terms.sql());
    }

    /** For the rest of the transaction: other limits for a statement, and for how long it waits for others. */
    void limit(Duration statement, Duration locked) throws SQLException {
        statements.run("SET LOCAL lock_timeout = " + locked.toMillis() + "; SET LOCAL statement_timeout = "
                + statement.toMillis());
        limitSilence(statement.plus(terms.answered()));
    }

    private void limitSilence(Duration answered) {
        try {
            int before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) answered.toMillis());
            answeredBefore = answeredBefore < 0 ? before : answeredBefore;
        } catch (SQLException | AbstractMethodError e) {
            LOG.debug("The driver cannot limit how long it waits", e);
        }
    }

    @Override
    public void end(@Nullable SQLException failure) {
        @Nullable SQLException broken = failure != null && StoreErrors.breaksConnections(failure) ? failure : null;
        try {
            if (broken == null) {
                broken = giveBack();
            }
            if (broken != null) {
                source.discard(connection);
            }
        } finally {
            atEnd.accept(broken);
        }
    }

    /** @return why it cannot be; {@code null} when it was */
    private @Nullable SQLException giveBack() {
        try {
            statements.release();
            if (connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
            if (answeredBefore >= 0) {
                connection.setNetworkTimeout(Runnable::run, answeredBefore);
            }
            connection.close();
            return null;
        } catch (SQLException e) {
            return StoreErrors.unusable(PostgresErrors.withoutValues(e));
        }
    }
}
