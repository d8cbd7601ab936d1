package io.feedback4j.faults;

import io.feedback4j.testing.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL database of one run, reached directly or through a relay of one's own. Not thread-safe. */
final class SharedDatabase implements Database {
    private final PostgresServer server;
    private final boolean ownServer;
    private final PostgresServer.Database database;
    private final List<Relay> relays = new ArrayList<>();

    /** @param ownServer whether the server ends with the run */
    SharedDatabase(PostgresServer server, boolean ownServer) throws Exception {
        this.server = server;
        this.ownServer = ownServer;
        this.database = server.newDatabase();
    }

    /** To be stopped and killed, where it is the run's own. */
    PostgresServer server() {
        return server;
    }

    /** To be used besides the product. */
    PostgresServer.Database database() {
        return database;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "feedback.store.url",
                database.url(),
                "feedback.store.user",
                database.user(),
                "feedback.store.password",
                "not asked for");
    }

    /** Where a node reaches the database through a relay. */
    Relay relay(HostProcess node) throws IOException {
        URI address = URI.create(database.url().substring("jdbc:".length()));
        Relay relay = new Relay(address.getPort());
        relays.add(relay);
        node.set("feedback.store.url", database.url().replace(":" + address.getPort(), ":" + relay.port()));
        return relay;
    }

    @Override
    public void close() throws IOException {
        for (Relay relay : relays) {
            relay.close();
        }
        if (ownServer) {
            server.close();
        }
    }
}
