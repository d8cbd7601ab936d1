package io.feedback4j.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link FaultHost} in a process of its own: started, killed, frozen, ended and started again. Thread-safe. */
final class HostProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final Path log;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private List<String> wrapper = List.of();
    private volatile Process process;
    private volatile URI root;
    private volatile boolean endIsMeant = true;

    /** @param name tells apart several hosts of one run */
    HostProcess(Path folder, String name) {
        this.folder = folder;
        this.log = folder.resolve(name + ".log");
    }

    /** From the next start on. */
    HostProcess set(String name, String value) {
        settings.put(name, value);
        return this;
    }

    HostProcess unset(String name) {
        settings.remove(name);
        return this;
    }

    /** From the next start on the process is started by this command. */
    void startedBy(List<String> command) {
        wrapper = command;
    }

    synchronized void start() throws Exception {
        Process started = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process = started;
        endIsMeant = false;
        BufferedReader out =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        long start = System.nanoTime();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                root = URI.create("http://127.0.0.1:" + line.substring(5) + "/");
                return;
            }
            if (Waiting.since(start).compareTo(START) > 0) {
                break;
            }
        }
        throw new IOException("the host did not start: " + log());
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xshare:auto",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.log.org.eclipse.jetty=warn"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FaultHost.class.getName()));
        return command;
    }

    /** Where it is; {@code null} while it is not running. */
    URI root() {
        return root;
    }

    /** Where the product is; {@code null} while it is not running. */
    URI api() {
        URI now = root;
        return now == null ? null : now.resolve("api/");
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL: nothing of the process gets to run any more. */
    synchronized void kill() {
        endIsMeant = true;
        root = null;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM. @return how long it took to end; it is killed when it does not */
    synchronized Duration terminate(Duration limit) throws Exception {
        endIsMeant = true;
        long start = System.nanoTime();
        signal("-TERM"); // destroy() would end its input as well, which is how it notices that we are gone
        boolean ended = process.waitFor(limit.toNanos(), NANOSECONDS);
        root = null;
        Duration took = Waiting.since(start);
        if (!ended) {
            kill();
        }
        return took;
    }

    /** SIGSTOP. */
    void freeze() throws Exception {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws Exception {
        signal("-CONT");
    }

    private void signal(String signal) throws Exception {
        int status = new ProcessBuilder("kill", signal, String.valueOf(pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill " + signal + " failed");
        }
    }

    /** Whether it ended although nobody ended it. */
    boolean diedByItself() {
        Process now = process;
        return now != null && !endIsMeant && !now.isAlive();
    }

    /** What processors it has used. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Everything it has logged since its first start. */
    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        Process now = process;
        if (now != null && now.isAlive()) {
            kill();
        }
    }
}
