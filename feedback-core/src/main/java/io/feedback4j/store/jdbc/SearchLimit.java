package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;

/**
 * Ends each transaction on a connection of SQLite that takes too long: the database asks every so many steps whether it
 * is to go on (sqlite.org/c3ref/progress_handler.html). Needs no thread.
 */
final class SearchLimit extends ProgressHandler {
    private static final long LIMIT_NANOS = Duration.ofSeconds(2).toNanos();
    /** So many steps take a millisecond or less. */
    private static final int STEPS = 10_000;

    private final Statements statements;

    private SearchLimit(Statements statements) {
        this.statements = statements;
    }

    static void put(Statements statements) throws SQLException {
        setHandler(statements.connection(), STEPS, new SearchLimit(statements));
    }

    @Override
    protected int progress() {
        return System.nanoTime() - statements.usedSinceNanos() > LIMIT_NANOS ? 1 : 0;
    }
}
