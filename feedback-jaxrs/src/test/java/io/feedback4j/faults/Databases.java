package io.feedback4j.faults;

import java.nio.file.Path;

/** Where runs get their stores from. Thread-safe. */
final class Databases implements AutoCloseable {

    Database of(StoreKind store, Path folder) throws SkippedException {
        if (store == StoreKind.SQLITE) {
            return Database.sqlite(folder);
        }
        throw new SkippedException("PostgreSQL is not supported yet");
    }

    @Override
    public void close() {}
}
