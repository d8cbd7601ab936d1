package io.feedback4j.store.jdbc;

import io.feedback4j.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Stores for tests in a real PostgreSQL. */
public final class Postgres {
    static final SqliteStore.Options OPTIONS =
            new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5));

    private static final String TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'feedback4j'";

    private Postgres() {}

    /** One database for all tests that need nothing but empty tables, because making one takes long. */
    public static PostgresServer.Database emptied() throws SQLException {
        PostgresServer.Database database = Shared.DATABASE;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                statement.execute("DELETE FROM feedback4j." + table
                        + (table.equals("meta") ? " WHERE name NOT IN ('schema_version', 'secret')" : ""));
            }
        }
        return database;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** In the database that is shared by all tests that need nothing but {@linkplain #emptied empty} tables. */
    public static PostgresStore openEmptied(InstantSource clock, SqliteStore.Options options) throws SQLException {
        return PostgresStore.open(address(emptied()), clock, options);
    }

    static PostgresStore open(PostgresServer.Database database, InstantSource clock) {
        return PostgresStore.open(address(database), clock, OPTIONS);
    }

    static PostgresAddress address(PostgresServer.Database database) {
        return new PostgresAddress(database.url(), database.user(), database.password());
    }

    private static final class Shared {
        private static final PostgresServer.Database DATABASE = make();

        private static PostgresServer.Database make() {
            try {
                return PostgresServer.shared().newDatabase();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
