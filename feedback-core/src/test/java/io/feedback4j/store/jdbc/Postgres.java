package io.feedback4j.store.jdbc;

import io.feedback4j.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Stores for tests in a real PostgreSQL. */
final class Postgres {
    static final SqliteStore.Options OPTIONS =
            new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private Postgres() {}

    /** A database with nothing in it. */
    static PostgresServer.Database empty() throws SQLException {
        return PostgresServer.shared().newDatabase();
    }

    static PostgresStore open(PostgresServer.Database database, InstantSource clock) {
        return PostgresStore.open(address(database), clock, OPTIONS);
    }

    static PostgresAddress address(PostgresServer.Database database) {
        return new PostgresAddress(database.url(), database.user(), database.password());
    }
}
