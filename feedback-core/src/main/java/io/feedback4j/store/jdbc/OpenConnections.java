package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of one opening: the one that writes, and those that read. Of no use any more after a failure. */
final class OpenConnections {
    private final Statements writer;
    private final Map<Connections.Use, ReaderPool> pools;
    private volatile @Nullable SQLException failure;

    /** @param pools one for each use */
    OpenConnections(Statements writer, Map<Connections.Use, ReaderPool> pools) {
        this.writer = writer;
        this.pools = Map.copyOf(pools);
    }

    /** What made them useless; {@code null} while they are not. */
    @Nullable
    SQLException failure() {
        return failure;
    }

    /** @param atEnd run when the lease ends */
    Connections.Lease writer(Runnable atEnd) {
        return new Connections.Lease() {
            @Override
            public Statements statements() {
                return writer;
            }

            @Override
            public void end(@Nullable SQLException problem) {
                note(problem);
                atEnd.run();
            }
        };
    }

    Connections.Lease reader(Connections.Use use) throws SQLException {
        ReaderPool readers = requireNonNull(pools.get(use));
        Statements reader = borrow(readers);
        return new Connections.Lease() {
            @Override
            public Statements statements() {
                return reader;
            }

            @Override
            public void end(@Nullable SQLException problem) {
                note(problem);
                readers.giveBack(reader, problem == null);
            }
        };
    }

    private Statements borrow(ReaderPool readers) throws SQLException {
        try {
            return readers.borrow();
        } catch (SQLException e) {
            note(e);
            throw e;
        }
    }

    private void note(@Nullable SQLException problem) {
        if (problem != null && StoreErrors.breaksConnections(problem)) {
            failure = problem;
        }
    }

    /** Ends what is being read; what is still borrowed is closed when it is given back. */
    void discard() {
        pools.values().forEach(ReaderPool::close);
        ReaderPool.closeQuietly(writer);
    }

    /** Closes everything, after a few seconds' wait for what is being read. @return whether all is closed */
    boolean close() {
        pools.values().forEach(ReaderPool::close);
        for (ReaderPool readers : pools.values()) {
            if (!readers.awaitClosed()) {
                return false;
            }
        }
        ReaderPool.closeQuietly(writer);
        return true;
    }
}
