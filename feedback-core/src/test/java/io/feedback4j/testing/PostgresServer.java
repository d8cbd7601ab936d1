package io.feedback4j.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL, with nothing to install and no container: most tests want a new database of the {@link #shared} one,
 * and those which break the server {@link #start} their own. It flushes what it commits, as it would in earnest.
 * Its time zone is odd on purpose. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_UP = Duration.ofSeconds(60);
    /** Making a database takes long, so the oldest are emptied and handed out again, when nobody is connected. */
    private static final int DATABASES = 12;

    private static final String PREFIX = "feedback_";

    private final PostgresFolder folder = new PostgresFolder();
    /** The oldest first. */
    private final Deque<String> databases = new ArrayDeque<>();

    private EmbeddedPostgres server;
    private boolean running;

    private PostgresServer() {
        server = launch(0);
        running = true;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "postgres-server-closer"));
    }

    /** The one server that all test classes of this JVM share; it ends with the JVM. Never stop it. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** A server of one's own, to be stopped, killed and closed at will. */
    public static PostgresServer start() {
        return new PostgresServer();
    }

    /** A database with nothing in it, for at least the next eleven that are asked for, and for as long as it is in use. */
    public synchronized Database newDatabase() throws SQLException {
        String name = unused();
        if (name == null) {
            name = PREFIX + databases.size();
            run(server.getPostgresDatabase(), "CREATE DATABASE " + name);
        } else {
            databases.remove(name);
            empty(name);
        }
        databases.addLast(name);
        return new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", "");
    }

    /** The oldest that nobody is connected to; {@code null} when all are rather new or in use. */
    private @Nullable String unused() throws SQLException {
        Set<String> inUse = new HashSet<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT datname FROM pg_stat_activity")) {
            while (rows.next()) {
                inUse.add(rows.getString(1));
            }
        }
        return databases.stream()
                .limit(Math.max(0, databases.size() - (DATABASES - 1)))
                .filter(name -> !inUse.contains(name))
                .findFirst()
                .orElse(null);
    }

    private void empty(String name) throws SQLException {
        run(server.getPostgresDatabase(), "ALTER DATABASE " + name + " RESET ALL");
        run(server.getDatabase("postgres", name), """
                DO $$ DECLARE name text; BEGIN
                    FOR name IN SELECT nspname FROM pg_namespace
                        WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' LOOP
                        EXECUTE 'DROP SCHEMA ' || quote_ident(name) || ' CASCADE';
                    END LOOP;
                    CREATE SCHEMA public;
                END $$
                """);
    }

    private static void run(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Stops it in order; connections are cut at once. What is committed is on disk either way. */
    public synchronized void stop() throws IOException {
        if (running) {
            running = false;
            server.close();
        }
    }

    /** Stops it as a crash would: no checkpoint, no farewell; the next start recovers from the log. */
    public synchronized void crash() throws IOException, InterruptedException {
        if (running) {
            running = false;
            folder.crash();
            // finds nothing to stop, says so, and lets go of the data
            server.close();
        }
    }

    /** Starts it again after {@link #stop} or {@link #crash}, on the same port with the same data. */
    public synchronized void restart() {
        if (!running) {
            server = launch(server.getPort());
            running = true;
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (running) {
                running = false;
                folder.crash();
            }
            folder.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EmbeddedPostgres launch(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.path())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_UP)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("timezone", "Pacific/Chatham")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("max_wal_size", "128MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How to reach one database. */
    public record Database(String url, String user, String password) {
        /** A connection of the test's own. */
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = new PostgresServer();
    }
}
