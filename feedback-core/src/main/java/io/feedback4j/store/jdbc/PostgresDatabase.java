package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.feedback4j.store.StoreException;
import java.sql.Connection;
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
 * A PostgreSQL database's life: checked before it is used, left alone for a while when it cannot be, checked again after
 * connections broke. Lends a few connections for each kind of use, so that no kind can take those of another.
 * Thread-safe.
 */
final class PostgresDatabase implements Connections, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);
    /** What only somebody can mend who has to be told first. */
    private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(10);

    private static final long OPENING_MILLIS = 2_000;
    private static final long CLOSING_MILLIS = 5_000;
    private static final int READERS_WAITING = 4;
    /** More, so that those who read leave them room. */
    private static final int WRITERS_WAITING = 12;

    private static final int WRITING = 3;
    private static final int LOOKING = 3;
    private static final int SEARCHING = 2;
    private static final int WORKING = 2;
    /** How many connections are in use at the most. */
    static final int CONNECTIONS = WRITING + LOOKING + SEARCHING + WORKING;

    private static final PostgresLease.Terms TO_WRITE = PostgresLease.Terms.writing(Duration.ofSeconds(5));

    /** How many may do something at once, and under which terms. */
    private record Counter(Bulkhead bulkhead, PostgresLease.Terms terms) {
        static Counter of(int size, Duration statement) {
            return new Counter(new Bulkhead(size), PostgresLease.Terms.reading(statement));
        }
    }

    private final PostgresSource source;
    private final PostgresOpening opening;
    private final InstantSource clock;
    private final String node;
    private final Counter writing = new Counter(new Bulkhead(WRITING), TO_WRITE);
    private final Map<Use, Counter> reading = Map.of(
            Use.LOOK, Counter.of(LOOKING, Duration.ofSeconds(2)),
            Use.SEARCH, Counter.of(SEARCHING, Duration.ofSeconds(2)),
            Use.WORK, Counter.of(WORKING, Duration.ofSeconds(30)));

    private final ReentrantLock openingLock = new ReentrantLock();
    private volatile boolean open;
    private volatile @Nullable StoreException problem;
    private volatile @Nullable Instant triedAt;
    private volatile boolean closed;

    /** @param node names this process among those that use the database */
    PostgresDatabase(PostgresSource source, InstantSource clock, String node) {
        this.source = source;
        this.clock = clock;
        this.node = node;
        this.opening = new PostgresOpening(source.place(), clock);
    }

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public boolean canRepeat(SQLException failure) {
        return PostgresErrors.canRepeat(failure);
    }

    @Override
    public SQLException withoutValues(SQLException failure) {
        return PostgresErrors.withoutValues(failure);
    }

    @Override
    public Lease writer() {
        return lease(writing, WRITERS_WAITING);
    }

    @Override
    public Lease reader(Use use) {
        return lease(requireNonNull(reading.get(use)), READERS_WAITING);
    }

    @Override
    public void checkAccepting() {
        checkOpen(WRITERS_WAITING);
    }

    private Lease lease(Counter counter, int waiting) {
        checkOpen(waiting);
        Bulkhead bulkhead = counter.bulkhead();
        bulkhead.enter();
        try {
            return new PostgresLease(source, source.connect(), node, counter.terms(), broken -> {
                bulkhead.leave();
                open &= broken == null;
            });
        } catch (SQLException e) {
            bulkhead.leave();
            open = false;
            throw StoreErrors.outage("reach the store", place(), PostgresErrors.unreachable(e));
        } catch (RuntimeException | Error e) {
            bulkhead.leave();
            throw e;
        }
    }

    /** Opens it now, if it can be. @return whether it could */
    boolean tryOpen() {
        try {
            checkOpen(WRITERS_WAITING);
            return true;
        } catch (StoreException e) {
            LOG.debug("{} is tried again later", place(), e);
            return false;
        }
    }

    /** @param waiting while somebody else opens it, so many may wait for a moment, and no more threads than that */
    private void checkOpen(int waiting) {
        if (closed) {
            throw new StoreException(TRANSIENT, "The store " + place() + " is closed", null);
        }
        if (open) {
            return;
        }
        checkRested();
        lockForOpening(waiting);
        try {
            if (!open) {
                checkRested();
                open();
            }
        } finally {
            openingLock.unlock();
        }
    }

    private void lockForOpening(int waiting) {
        if (openingLock.getQueueLength() >= waiting) {
            throw new StoreException(TRANSIENT, "The store " + place() + " is being opened; enough wait for it", null);
        }
        try {
            if (!openingLock.tryLock(OPENING_MILLIS, MILLISECONDS)) {
                throw new StoreException(TRANSIENT, "The store " + place() + " is being opened", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(TRANSIENT, "Interrupted while waiting for the store", e);
        }
    }

    /** @throws StoreException what was wrong last time, when that is not long ago */
    private void checkRested() {
        Instant last = triedAt;
        StoreException known = problem;
        if (last == null || known == null) {
            return;
        }
        Duration rest = Duration.between(last, clock.instant());
        Duration pause = known.kind() == PERMANENT ? AFTER_A_REFUSAL : AFTER_A_FAILURE;
        if (!rest.isNegative() && rest.compareTo(pause) < 0) {
            throw new StoreException(known.kind(), requireNonNull(known.getMessage()), known);
        }
    }

    private void open() {
        triedAt = clock.instant();
        try {
            prepare();
            problem = null;
            open = true;
        } catch (StoreException e) {
            problem = e;
            throw e;
        } catch (SQLException e) {
            StoreException outage = StoreErrors.outage("open the store", place(), PostgresErrors.unreachable(e));
            problem = outage;
            throw outage;
        }
    }

    private void prepare() throws SQLException {
        Connection connection = source.probe();
        PostgresLease lease = new PostgresLease(source, connection, node, TO_WRITE, broken -> {});
        @Nullable SQLException failure = null;
        try {
            opening.checkProduct(connection);
            lease.begin();
            opening.prepare(lease);
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure = StoreErrors.unusable(e);
            throw e;
        } finally {
            rollBack(connection);
            lease.end(failure);
        }
    }

    /** What was not committed; harmless when it was. */
    private static void rollBack(Connection connection) {
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            LOG.debug("Could not roll back", e);
        }
    }

    /** Lends nothing any more, waits a few seconds for what is lent, and closes what is ours. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        boolean ended = writing.bulkhead().close(CLOSING_MILLIS);
        for (Counter counter : reading.values()) {
            ended &= counter.bulkhead().close(ended ? CLOSING_MILLIS : 0);
        }
        if (!ended) {
            LOG.warn("Not everything that uses {} has ended; it is cut off", place());
        }
        source.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
