package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.vote;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.Change;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Another Java process that writes to a store as fast as it can, and prints each id that is acknowledged. */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    static OtherProcess start(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        ProcessBuilder builder =
                new ProcessBuilder(java, "-Xmx128m", "-cp", classPath, OtherProcess.class.getName(), file.toString());
        return new OtherProcess(
                builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    /** The next id it printed. */
    String nextId() throws IOException {
        return requireNonNull(output.readLine(), "the other process ended");
    }

    /** Kills it, and reads what it printed before. */
    List<String> kill() throws IOException, InterruptedException {
        // Not Process.destroyForcibly(), which would close the output before it is read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        List<String> ids = new ArrayList<>();
        // The last line may have been cut off by the kill.
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.length() == 45) {
                ids.add(line);
            }
        }
        return ids;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** @param arguments the store's file */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());
        SqliteStore store = SqliteStore.open(
                Path.of(arguments[0]),
                clock,
                new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5)));
        for (int batch = 1; ; batch++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < batch % 50 + 1; i++) {
                changes.add(vote().message("m" + i).id(ids.next()).accept());
            }
            store.feedback().write(changes);
            for (Change change : changes) {
                System.out.println(((Change.Accept) change).id());
            }
            System.out.flush();
        }
    }
}
