package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/**
 * Leaves what somebody holds out of a transaction and goes on with the rest: an operator's own statement, not committed
 * yet, holds rows that nobody else does. PostgreSQL's alone.
 */
final class HeldRows {
    /** After waiting in vain for all of it. */
    private static final String HARDLY_WAIT = "SET LOCAL lock_timeout = 50";
    /** As whoever writes to them does; refused at once when somebody holds a whole table. */
    private static final String CHECK_TABLES = "LOCK TABLE feedback, delivery IN ROW EXCLUSIVE MODE NOWAIT";
    /** So many rows are waited for, one after the other, and no more. */
    private static final int MANY = 16;

    private final Statements statements;
    private int held;

    HeldRows(Statements statements) throws SQLException {
        this.statements = statements;
        statements.run(HARDLY_WAIT);
    }

    /**
     * Does a part of the transaction, or nothing of it.
     *
     * @return what it answers; {@code null} when somebody holds what it needs
     * @throws SQLException also when somebody holds a whole table, or what very many needed
     */
    <T> @Nullable T tryDo(Jdbc.Work<T> part) throws SQLException {
        Savepoint before = statements.connection().setSavepoint();
        try {
            T answer = part.run(statements);
            statements.connection().releaseSavepoint(before);
            return answer;
        } catch (SQLException e) {
            if (!PostgresErrors.isLocked(e) || ++held > MANY) {
                throw e;
            }
            statements.connection().rollback(before);
            if (held == 1) {
                statements.run(CHECK_TABLES);
            }
            return null;
        }
    }
}
