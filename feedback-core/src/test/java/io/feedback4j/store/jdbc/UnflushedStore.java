package io.feedback4j.store.jdbc;

import java.nio.file.Path;
import java.time.InstantSource;

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
}
