package io.feedback4j.store.jdbc;

import io.feedback4j.store.StoreException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Begins, commits, rolls back and gives connections back, and says what went wrong, so that no store has to. */
final class Jdbc {

    /** What is done inside a transaction. */
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    private final Connections connections;

    Jdbc(Connections connections) {
        this.connections = connections;
    }

    /**
     * Runs work that changes something, and commits durably.
     *
     * @param action what the work does, in words that follow "could not"
     * @throws StoreException when nothing was done, or when it says that this is not known
     */
    <T> T write(String action, Work<T> work) {
        return inTransaction(action, connections.writer(), work);
    }

    /** Runs work that only reads, and sees one moment of the database. */
    <T> T read(String action, Connections.Use use, Work<T> work) {
        return inTransaction(action, connections.reader(use), work);
    }

    /** @throws StoreException when nothing new should be taken in at the moment */
    void checkAccepting() {
        connections.checkAccepting();
    }

    private <T> T inTransaction(String action, Connections.Lease lease, Work<T> work) {
        @Nullable SQLException failure = null;
        try {
            lease.statements().connection().setAutoCommit(false);
            T result = work.run(lease.statements());
            failure = commit(lease.statements());
            if (failure != null) {
                throw StoreErrors.unknown(action, connections.place(), failure);
            }
            return result;
        } catch (SQLException e) {
            failure = StoreErrors.breaksConnections(e) ? e : orElse(rollBack(lease.statements(), e), e);
            throw StoreErrors.outage(action, connections.place(), e);
        } catch (RuntimeException | Error e) {
            if (failure == null) {
                failure = rollBack(lease.statements(), e);
            }
            throw e;
        } finally {
            lease.end(failure);
        }
    }

    private static SQLException orElse(@Nullable SQLException unusable, SQLException e) {
        return unusable == null ? e : unusable;
    }

    private static @Nullable SQLException commit(Statements statements) {
        try {
            // Ends the transaction without beginning the next one, which commit() does with some drivers.
            statements.connection().setAutoCommit(true);
            return null;
        } catch (SQLException e) {
            return StoreErrors.unusable(e);
        }
    }

    /** @return why the connection cannot be used any more; {@code null} when it can */
    private static @Nullable SQLException rollBack(Statements statements, Throwable cause) {
        try {
            if (!statements.connection().getAutoCommit()) {
                statements.connection().rollback();
                statements.connection().setAutoCommit(true);
            }
            return null;
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return StoreErrors.unusable(e);
        }
    }
}
