package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server as its user starts it: a process of its own, known by what it prints. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private ServerProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts {@code java} with these arguments.
     *
     * @param folder where it runs; its temporary files go into a folder below
     * @param environment besides the usual; nothing of feedback4j's or Twilio's is passed on from this process
     */
    static ServerProcess java(Path folder, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(FEEDBACK|TWILIO|ASSISTANT)_.*"));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start());
    }

    private void read() {
        try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first line that this pattern is found in, as soon as it is printed. */
    synchronized MatchResult awaitLine(String pattern) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (String line : lines) {
                Matcher matcher = wanted.matcher(line);
                if (matcher.find()) {
                    return matcher.toMatchResult();
                }
            }
            long left = NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("not printed: " + pattern + System.lineSeparator() + output());
            }
            wait(left);
        }
    }

    /** Waits until there is a file. @param glob what its path below the folder is like, two names deep */
    void awaitFile(Path folder, String glob) throws IOException {
        PathMatcher wanted = folder.getFileSystem().getPathMatcher("glob:" + folder + "/" + glob);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isThere(folder, wanted)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not there: " + glob + System.lineSeparator() + output());
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isThere(Path folder, PathMatcher wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.anyMatch(wanted::matches);
        } catch (UncheckedIOException removed) {
            return false;
        }
    }

    /** All that it has printed so far. */
    synchronized String output() {
        return String.join(System.lineSeparator(), lines);
    }

    /** Waits until it has ended by itself, or been stopped. @return its exit code */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), SECONDS)) {
            throw new AssertionError("still running" + System.lineSeparator() + output());
        }
        return process.exitValue();
    }

    /** Tells it to stop as an operating system does (SIGTERM), and waits until it has. @return its exit code */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** Makes sure that nothing is left of it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
