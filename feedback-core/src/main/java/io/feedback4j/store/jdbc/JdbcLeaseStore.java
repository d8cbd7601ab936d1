package io.feedback4j.store.jdbc;

import io.feedback4j.store.LeaseStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Rights of one node at a time, kept in a table. Thread-safe. */
final class JdbcLeaseStore implements LeaseStore {
    private final Jdbc jdbc;
    private final InstantSource clock;

    /** @param clock the same for all who share the database */
    JdbcLeaseStore(Jdbc jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean take(String name, String owner, Duration duration) {
        return jdbc.write("take a lease", statements -> {
            Instant now = clock.instant();
            return LeaseSql.take(statements, name, owner, now.plus(duration), now);
        });
    }
}
