package io.feedback4j.store.jdbc;

import io.feedback4j.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Begins, commits, rolls back and gives connections back, and says what went wrong, so that no store has to. */
final class Jdbc {

    private static final int ATTEMPTS = 4;
    /** What took longer than this is not done again: somebody waits for it. */
    private static final long REPEATED_WITHIN_NANOS = Duration.ofSeconds(2).toNanos();

    /** What is done inside a transaction. May be run again from the beginning, after all of it was undone. */
    interface Work<T> {
        T run(Statements statements) throws SQLException;
    }

    private final Connections connections;
    private final InstantSource clock;
    private final AtomicLong transactions = new AtomicLong();

    Jdbc(Connections connections, InstantSource clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Runs work that changes something, and commits durably.
     *
     * @param action what the work does, in words that follow "could not"
     * @throws StoreException when nothing was done, or when it says that this is not known
     */
    <T> T write(String action, Work<T> work) {
        return repeated(action, connections::writer, work);
    }

    /** Runs work that only reads, and sees one moment of the database. */
    <T> T read(String action, Connections.Use use, Work<T> work) {
        return repeated(action, () -> connections.reader(use), work);
    }

    /** @throws StoreException when nothing new should be taken in at the moment */
    void checkAccepting() {
        connections.checkAccepting();
    }

    private <T> T repeated(String action, Supplier<Connections.Lease> leases, Work<T> work) {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(action, leases.get(), work);
            } catch (SQLException e) {
                boolean again = attempt < ATTEMPTS
                        && System.nanoTime() - start < REPEATED_WITHIN_NANOS
                        && connections.canRepeat(e);
                if (!again) {
                    throw StoreErrors.outage(action, connections.place(), e);
                }
            }
        }
    }

    /** @throws SQLException when nothing was done */
    private <T> T inTransaction(String action, Connections.Lease lease, Work<T> work) throws SQLException {
        @Nullable SQLException failure = null;
        try {
            lease.statements().counting().clear();
            lease.begin();
            T result = work.run(lease.statements());
            lease.statements().counting().write(lease.statements(), clock.instant(), transactions.incrementAndGet());
            failure = commit(lease.statements());
            if (failure != null) {
                throw StoreErrors.unknown(action, connections.place(), failure);
            }
            return result;
        } catch (SQLException thrown) {
            SQLException e = connections.withoutValues(thrown);
            failure = StoreErrors.breaksConnections(e) ? e : orElse(rollBack(lease.statements(), e), e);
            throw e;
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
