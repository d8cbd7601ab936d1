package io.feedback4j.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Starts a {@link KilledHost}, kills it with SIGKILL and starts it again, over the same store. Thread-safe. */
final class Host implements AutoCloseable {
    private final String store;
    private final Path log;
    private final URI upstream;
    private final Duration window;
    private Process process;
    private @Nullable URI root;

    /** @param store a file, or the URL of a database */
    Host(String store, Path log, URI upstream, Duration window) {
        this.store = store;
        this.log = log;
        this.upstream = upstream;
        this.window = window;
    }

    synchronized void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledHost.class.getName(),
                        store,
                        upstream.toString(),
                        window.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                root = URI.create("http://127.0.0.1:" + line.substring(5) + "/");
                notifyAll();
                return;
            }
        }
        throw new IOException("the host did not start, see " + log);
    }

    /** Where the running host is; waits for one. */
    synchronized URI root() throws InterruptedException {
        URI running = root;
        while (running == null) {
            wait();
            running = root;
        }
        return running;
    }

    /** Where it is; {@code null} while it is not running. */
    synchronized @Nullable URI rootIfRunning() {
        return root;
    }

    /** SIGKILL: nothing of the process gets to run any more. */
    synchronized void kill() {
        root = null;
        process.destroyForcibly().onExit().join();
    }

    @Override
    public synchronized void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
