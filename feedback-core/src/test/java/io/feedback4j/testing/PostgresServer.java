package io.feedback4j.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL, with nothing to install and no container: most tests want a new database of the {@link #shared} one,
 * and those which break the server {@link #start} their own. It flushes what it commits, as it would in earnest.
 * Its time zone is odd on purpose. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Duration START_UP = Duration.ofSeconds(60);

    private final AtomicInteger databases = new AtomicInteger();
    private final Path data = Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg", "" + UUID.randomUUID());
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

    /** A database with nothing in it. */
    public Database newDatabase() throws SQLException {
        String name = "feedback_" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new Database("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", "");
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
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> process.onExit().join());
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
            stop();
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EmbeddedPostgres launch(int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_UP)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("timezone", "Pacific/Chatham")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_buffers", "32MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
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
