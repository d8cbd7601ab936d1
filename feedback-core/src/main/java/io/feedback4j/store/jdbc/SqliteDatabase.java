package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database's life: opened when it can be, left alone for a while when it cannot, opened anew after an
 * error. One writes at a time, a few read. Thread-safe.
 */
final class SqliteDatabase implements Connections, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
    private static final long OPENING_MILLIS = 2_000;

    /** What is open now. {@code failure} is set when it must not be used any more. */
    private static final class Open {
        final Statements writer;
        final ReaderPool readers;
        volatile @Nullable SQLException failure;

        Open(Statements writer, ReaderPool readers) {
            this.writer = writer;
            this.readers = readers;
        }

        void close() {
            readers.close();
            ReaderPool.closeQuietly(writer);
        }
    }

    private final SqliteFile file;
    private final InstantSource clock;
    private final DiskSpace disk;
    /** Held by whoever writes or opens. Fair, so that neither of the two that write waits for ever. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private @Nullable FolderLock folderLock;
    private boolean suspect;
    private volatile @Nullable Open open;
    private volatile @Nullable StoreException problem;
    private volatile @Nullable Instant triedAt;
    private volatile boolean closed;

    SqliteDatabase(SqliteFile file, InstantSource clock, DiskSpace disk) {
        this.file = file;
        this.clock = clock;
        this.disk = disk;
    }

    @Override
    public String place() {
        return file.path().toString();
    }

    @Override
    public Lease writer() {
        writing.lock();
        try {
            Open current = opened();
            return new Lease() {
                @Override
                public Statements statements() {
                    return current.writer;
                }

                @Override
                public void end(@Nullable SQLException failure) {
                    note(current, failure);
                    writing.unlock();
                }
            };
        } catch (RuntimeException | Error e) {
            writing.unlock();
            throw e;
        }
    }

    @Override
    public Lease reader() {
        Open current = openedForReading();
        Statements reader = borrow(current);
        return new Lease() {
            @Override
            public Statements statements() {
                return reader;
            }

            @Override
            public void end(@Nullable SQLException failure) {
                note(current, failure);
                current.readers.giveBack(reader, failure == null);
            }
        };
    }

    private Statements borrow(Open current) {
        try {
            return current.readers.borrow();
        } catch (SQLException e) {
            note(current, e);
            throw StoreErrors.outage("read", place(), e);
        }
    }

    private static void note(Open current, @Nullable SQLException failure) {
        if (failure != null && StoreErrors.breaksConnections(failure)) {
            current.failure = failure;
        }
    }

    @Override
    public void checkAccepting() {
        openedForReading();
        DiskSpace.Space space = disk.space();
        if (space.isLow()) {
            throw new StoreException(
                    TRANSIENT,
                    "The disk of " + place() + " is almost full (" + (space.usableBytes() >> 20)
                            + " MiB left): nothing new is taken in before there is more space",
                    null);
        }
    }

    /** Opens it now, if it can be. @return whether it is open */
    boolean tryOpen() {
        try {
            openedForReading();
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private Open openedForReading() {
        Open current = open;
        if (current != null && current.failure == null) {
            return current;
        }
        checkRested();
        lockForOpening();
        try {
            return opened();
        } finally {
            writing.unlock();
        }
    }

    private void lockForOpening() {
        try {
            if (!writing.tryLock(OPENING_MILLIS, MILLISECONDS)) {
                throw new StoreException(TRANSIENT, "The store " + place() + " is being opened", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(TRANSIENT, "Interrupted while waiting for the store", e);
        }
    }

    /** Only under the lock. */
    private Open opened() {
        if (closed) {
            throw new StoreException(TRANSIENT, "The store " + place() + " is closed", null);
        }
        Open current = open;
        SQLException failure = current == null ? null : current.failure;
        if (current != null && failure == null) {
            return current;
        }
        if (current != null && failure != null) {
            discard(current, failure);
        }
        checkRested();
        return open();
    }

    private void discard(Open current, SQLException failure) {
        current.close();
        open = null;
        suspect |= StoreErrors.isDamage(failure);
        problem = StoreErrors.outage("use the store", place(), failure);
    }

    /** @throws StoreException what was wrong last time, when that is not long ago */
    private void checkRested() {
        Instant last = triedAt;
        StoreException known = problem;
        if (last == null || known == null) {
            return;
        }
        Duration rest = Duration.between(last, clock.instant());
        if (!rest.isNegative() && rest.compareTo(BETWEEN_TRIES) < 0) {
            throw new StoreException(known.kind(), requireNonNull(known.getMessage()), known);
        }
    }

    private Open open() {
        // Files are opened through channels, which an interrupt of a request's thread would close.
        boolean interrupted = Thread.interrupted();
        triedAt = clock.instant();
        try {
            Open opened = connect();
            open = opened;
            problem = null;
            suspect = false;
            return opened;
        } catch (StoreException e) {
            problem = e;
            throw e;
        } catch (SQLException | IOException e) {
            suspect |= e instanceof SQLException failure && StoreErrors.isDamage(failure);
            StoreException outage = file.outage(e);
            problem = outage;
            throw outage;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Open connect() throws SQLException, IOException {
        Path folder = requireNonNull(file.path().getParent());
        FolderLock lock = folderLock;
        if (lock == null) {
            Access.makeFolder(folder);
            lock = FolderLock.acquire(folder);
            folderLock = lock;
            SqliteDriver.deleteCopies(folder);
        }
        SqliteDriver.load(folder);
        file.prepare(lock);
        return new Open(file.openWriter(lock, suspect), new ReaderPool(file::openReader));
    }

    /** Ends what is being read, waits for what is being written, and gives the folder back. Idempotent. */
    @Override
    public void close() {
        writing.lock();
        try {
            if (!closed) {
                closed = true;
                closeAll();
            }
        } finally {
            writing.unlock();
        }
    }

    private void closeAll() {
        Open current = open;
        open = null;
        if (current != null) {
            current.readers.close();
            if (!current.readers.awaitClosed()) {
                LOG.warn("A query on {} does not end; the folder stays locked until this process ends", place());
                return;
            }
            ReaderPool.closeQuietly(current.writer);
        }
        releaseFolder();
    }

    private void releaseFolder() {
        FolderLock lock = folderLock;
        if (lock == null) {
            return;
        }
        SqliteDriver.deleteCopies(requireNonNull(file.path().getParent()));
        SqliteDriver.deregister();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("Could not release the lock of {}", place(), e);
        }
    }
}
