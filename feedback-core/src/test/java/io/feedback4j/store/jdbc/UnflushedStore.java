package io.feedback4j.store.jdbc;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** A real store that does not wait for the disk, for tests that write very often and never cut the power. */
public final class UnflushedStore {
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
            for (String table : List.of("delivery", "feedback", "destination", "ledger")) {
                statements.run("DELETE FROM " + table);
            }
            return 0;
        });
    }
}
