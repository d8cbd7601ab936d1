package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.BUSY;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.feedback4j.store.StoreException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/** A few connections that only read, for one kind of use, opened when first needed. Thread-safe. */
final class ReaderPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderPool.class);
    private static final int MAX_WAITING = 60;
    private static final long WAIT_MILLIS = 2_000;
    private static final long CLOSE_MILLIS = 5_000;

    /** Opens a connection. */
    interface Opener {
        Statements open() throws SQLException;
    }

    private final Opener opener;
    private final int size;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Statements> idle = new ConcurrentLinkedDeque<>();
    private final Set<Statements> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param size how many there are at the most */
    ReaderPool(Opener opener, int size) {
        this.opener = opener;
        this.size = size;
        this.free = new Semaphore(size, true);
    }

    /** @throws StoreException when none becomes free in time, or the thread is interrupted while it waits */
    Statements borrow() throws SQLException {
        if (free.getQueueLength() >= MAX_WAITING || !acquired(WAIT_MILLIS)) {
            throw new StoreException(BUSY, "Too many are reading from the store at once", null);
        }
        try {
            Statements reader = idle.pollFirst();
            if (reader == null) {
                reader = opener.open();
                open.add(reader);
            }
            reader.beginUse();
            return reader;
        } catch (SQLException | RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    private boolean acquired(long millis) {
        if (free.tryAcquire()) {
            return true;
        }
        try {
            return free.tryAcquire(millis, MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(TRANSIENT, "Interrupted while waiting for the store", e);
        }
    }

    void giveBack(Statements reader, boolean usable) {
        if (usable && !closed) {
            idle.addFirst(reader);
        } else {
            close(reader);
        }
        if (closed) {
            closeIdle();
        }
        free.release();
    }

    /** Lends nothing any more, ends what is being read, and closes each connection as soon as it is given back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
        open.forEach(ReaderPool::interrupt);
    }

    /** After {@link #close()}: waits, a few seconds at most, until everything is given back. @return whether it was */
    boolean awaitClosed() {
        boolean interrupted = Thread.interrupted();
        try {
            return free.tryAcquire(size, CLOSE_MILLIS, MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return free.tryAcquire(size);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeIdle() {
        for (Statements reader = idle.pollFirst(); reader != null; reader = idle.pollFirst()) {
            close(reader);
        }
    }

    private void close(Statements reader) {
        open.remove(reader);
        closeQuietly(reader);
    }

    static void closeQuietly(@Nullable Statements statements) {
        if (statements == null) {
            return;
        }
        try {
            statements.close();
        } catch (SQLException e) {
            LOG.debug("Could not close a connection", e);
        }
    }

    private static void interrupt(Statements reader) {
        try {
            reader.connection().unwrap(SQLiteConnection.class).getDatabase().interrupt();
        } catch (SQLException e) {
            LOG.debug("Could not end a query", e);
        }
    }
}
