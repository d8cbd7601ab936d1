package io.feedback4j.store.jdbc;

import java.nio.file.Path;
import java.time.InstantSource;

/** A real store that does not wait for the disk, for tests that write very often and never cut the power. */
public final class UnflushedStore {
    private static final String TABLES =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'meta'";

    private UnflushedStore() {}

    public static SqliteStore open(Path file, InstantSource clock, SqliteStore.Options options) {
        SqliteStore store = SqliteStore.open(file, clock, options);
        store.jdbc().write("stop flushing for a test", statements -> {
            statements.connection().setAutoCommit(true);
            statements.run("PRAGMA synchronous = OFF");
            return 0;
        });
        return store;
    }

    /** Deletes everything but the secret. */
    public static void empty(SqliteStore store) {
        store.jdbc().write("empty the store for a test", statements -> {
            for (String table : statements.list(TABLES, binds -> {}, Row::text)) {
                statements.run("DELETE FROM " + table);
            }
            return 0;
        });
    }
}
