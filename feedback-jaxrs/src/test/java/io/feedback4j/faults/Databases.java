package io.feedback4j.faults;

import io.feedback4j.testing.PostgresServer;
import java.nio.file.Path;

/** Where runs get their stores from. Thread-safe. */
final class Databases {
    private Databases() {}

    static Database of(StoreKind store, Path folder, boolean ownServer) throws Exception {
        if (store == StoreKind.SQLITE) {
            return Database.sqlite(folder);
        }
        PostgresServer server = ownServer ? PostgresServer.start() : PostgresServer.shared();
        return new SharedDatabase(server, ownServer);
    }
}
