package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.feedback4j.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
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
    private static final Duration WRITER_PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);
    private static final long OPENING_MILLIS = 2_000;
    private static final long CLOSING_MILLIS = 5_000;
    private static final int LOOKING = 3;
    private static final int SEARCHING = 2;
    private static final int WORKING = 3;

    private final SqliteFile file;
    private final InstantSource clock;
    private final DiskSpace disk;
    /** Held by whoever writes or opens. Fair, so that neither of the two that write waits for ever. */
    private final ReentrantLock writing = new ReentrantLock(true);

    private @Nullable FolderLock folderLock;
    private boolean suspect;
    private boolean closedAll;
    private volatile @Nullable OpenConnections open;
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
        lockForWriting();
        try {
            return opened().writer(this::unlock);
        } catch (RuntimeException | Error e) {
            unlock();
            throw e;
        }
    }

    /** A disk that hangs must not hang whoever closes the application, too. */
    private void lockForWriting() {
        long end = System.nanoTime() + WRITER_PATIENCE.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    if (writing.tryLock(end - System.nanoTime(), NANOSECONDS)) {
                        return;
                    }
                    throw new StoreException(TRANSIENT, "The store " + place() + " is busy writing for too long", null);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whoever writes when {@link #close} gives up waiting closes everything in its place. */
    private void unlock() {
        try {
            if (closed) {
                closeAll();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Lease reader(Use use) {
        try {
            return openedForReading().reader(use);
        } catch (SQLException e) {
            throw StoreErrors.outage("read", place(), e);
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

    /** Opens it now, if it can be. */
    void tryOpen() {
        try {
            openedForReading();
        } catch (StoreException e) {
            LOG.debug("{} is tried again later", place(), e);
        }
    }

    private OpenConnections openedForReading() {
        OpenConnections current = open;
        if (current != null && current.failure() == null) {
            return current;
        }
        checkRested();
        lockForOpening();
        try {
            return opened();
        } finally {
            unlock();
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
    private OpenConnections opened() {
        if (closed) {
            throw new StoreException(TRANSIENT, "The store " + place() + " is closed", null);
        }
        OpenConnections current = open;
        SQLException failure = current == null ? null : current.failure();
        if (current != null && failure == null) {
            return current;
        }
        if (current != null && failure != null) {
            discard(current, failure);
        }
        checkRested();
        return open();
    }

    private void discard(OpenConnections current, SQLException failure) {
        current.discard();
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

    private OpenConnections open() {
        // Files are opened through channels, which an interrupt of a request's thread would close.
        boolean interrupted = Thread.interrupted();
        triedAt = clock.instant();
        try {
            OpenConnections opened = connect();
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

    private OpenConnections connect() throws SQLException, IOException {
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
        return new OpenConnections(
                file.openWriter(lock, suspect),
                Map.of(
                        Use.LOOK, new ReaderPool(file::openReader, LOOKING),
                        Use.SEARCH, new ReaderPool(file::openSearcher, SEARCHING),
                        Use.WORK, new ReaderPool(file::openReader, WORKING)));
    }

    /** Ends what is being read, waits a few seconds for what is being written, and gives the folder back. Idempotent. */
    @Override
    public void close() {
        // Before waiting, so that whoever writes then either ends in time or sees it when it ends.
        closed = true;
        if (lockForClosing()) {
            unlock();
        } else {
            LOG.warn("A write to {} does not end; the store is closed when it does", place());
        }
    }

    private boolean lockForClosing() {
        boolean interrupted = Thread.interrupted();
        try {
            return writing.tryLock(CLOSING_MILLIS, MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return writing.tryLock();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeAll() {
        if (closedAll) {
            return;
        }
        closedAll = true;
        OpenConnections current = open;
        open = null;
        if (current != null && !current.close()) {
            LOG.warn("A query on {} does not end; the folder stays locked until this process ends", place());
            return;
        }
        releaseFolder();
    }

    private void releaseFolder() {
        FolderLock lock = folderLock;
        if (lock == null) {
            return;
        }
        folderLock = null;
        SqliteDriver.deleteCopies(requireNonNull(file.path().getParent()));
        SqliteDriver.deregister();
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("Could not release the lock of {}", place(), e);
        }
    }
}
