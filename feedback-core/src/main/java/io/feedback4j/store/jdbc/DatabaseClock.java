package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What time it is by the database's clock, which all nodes share, so that none has to trust another's. Follows it by how
 * much time passed inside this process since the last look, and is never ahead of it but for what the two drift apart in
 * between; behind by a trip to the database at the most. Until the first look it is the clock of this machine.
 *
 * <p>Thread-safe.
 */
final class DatabaseClock implements InstantSource {
    /** Binds: none. Milliseconds since 1970, rounded down. */
    private static final String NOW = "SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT)";

    /** Nothing that is decided by this clock is decided to the second. */
    private static final Duration NEGLIGIBLE = Duration.ofSeconds(1);

    private final Jdbc jdbc;
    private final InstantSource ownClock;
    private final LongSupplier nanoTime;
    private volatile @Nullable Look last;

    /** What the database said, and when the answer was here. */
    private record Look(Instant at, long nanos) {}

    /**
     * @param ownClock goes until the database was asked
     * @param nanoTime time that passes inside this process, as {@link System#nanoTime}
     */
    DatabaseClock(Jdbc jdbc, InstantSource ownClock, LongSupplier nanoTime) {
        this.jdbc = jdbc;
        this.ownClock = ownClock;
        this.nanoTime = nanoTime;
    }

    @Override
    public Instant instant() {
        Look look = last;
        return look == null ? ownClock.instant() : look.at().plusNanos(nanoTime.getAsLong() - look.nanos());
    }

    /**
     * Asks the database, because something depends on it. A process that was frozen together with its machine may think
     * that hardly any time has passed.
     *
     * @return how much later it is for the database than this clock said; zero for less than a second
     * @throws StoreException on an outage; it goes on as before
     */
    Duration correct() {
        Instant before = instant();
        Duration error = Duration.between(before, look());
        return error.abs().compareTo(NEGLIGIBLE) < 0 ? Duration.ZERO : error;
    }

    /**
     * Asks the database.
     *
     * @return what it said
     * @throws StoreException on an outage; it goes on as before
     */
    Instant look() {
        Look look = jdbc.read("ask for the time", WORK, statements -> {
            Instant at = statements.first(NOW, binds -> {}, Row::time);
            return new Look(at == null ? ownClock.instant() : at, nanoTime.getAsLong());
        });
        last = look;
        return look.at();
    }
}
