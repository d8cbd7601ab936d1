package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The connections of one opening: the one that writes, and those that read. Of no use any more after a failure. */
final class OpenConnections {
    private final Statements writer;
    private final ReaderPool readers;
    private volatile @Nullable SQLException failure;

    OpenConnections(Statements writer, ReaderPool readers) {
        this.writer = writer;
        this.readers = readers;
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

    Connections.Lease reader() throws SQLException {
        Statements reader = borrow();
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

    private Statements borrow() throws SQLException {
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
        readers.close();
        ReaderPool.closeQuietly(writer);
    }

    /** Closes everything, after a few seconds' wait for what is being read. @return whether all is closed */
    boolean close() {
        readers.close();
        if (!readers.awaitClosed()) {
            return false;
        }
        ReaderPool.closeQuietly(writer);
        return true;
    }
}
