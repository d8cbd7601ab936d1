package io.feedback4j.benchmark;

import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.jdbc.SqliteStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How fast a day's backlog drains, as a ratio to what the same number of clients get through when they do nothing but
 * send to the same upstream; with 64 MiB of heap, and while new votes come in as fast as they are taken.
 */
public final class BacklogBenchmark {
    static final String ASSISTANT = "aia_asst_1";
    static final String TEXT = "The answer was clear, and the link to the returns page worked at once. ".repeat(2);

    private static final int BATCH = 1_000;
    private static final Duration SLICE = Duration.ofSeconds(10);

    private BacklogBenchmark() {}

    /**
     * @param arguments the upstream's latency in milliseconds, exchanges at once, how many wait, how many slices; no slices
     *     stand for all that waits
     */
    public static void main(String[] arguments) throws Exception {
        // Else each small answer waits for the client to confirm its first half.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        long latency = arguments.length > 0 ? Long.parseLong(arguments[0]) : 20;
        int concurrency = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        int waiting = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000;
        int slices = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 6;
        Path folder = Files.createTempDirectory(Path.of("target"), "backlog");
        try (SlowUpstream upstream = new SlowUpstream(Duration.ofMillis(latency))) {
            Path file = folder.resolve("feedback.db");
            fill(file, waiting);
            System.out.printf(
                    Locale.ROOT,
                    "%,d wait; %d exchanges of %d ms make %,.0f/s%n",
                    waiting,
                    concurrency,
                    latency,
                    concurrency * 1_000.0 / latency);
            if (slices == 0) {
                drainAll(upstream, file, concurrency, waiting);
            } else {
                measure(upstream, file, concurrency, slices);
            }
        } finally {
            delete(folder);
        }
    }

    private static void fill(Path file, int count) {
        Clock clock = Clock.systemUTC();
        FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());
        SqliteStore.Options options = new SqliteStore.Options(List.of("twilio"), Duration.ZERO, Duration.ofMinutes(5));
        try (SqliteStore store = SqliteStore.open(file, clock, options)) {
            for (int from = 0; from < count; from += BATCH) {
                List<Change> changes = new ArrayList<>(BATCH);
                for (int n = from; n < Math.min(count, from + BATCH); n++) {
                    Target target = new Target(ASSISTANT, "session-" + n, "aia_msg_" + n, "");
                    NewFeedback feedback = new NewFeedback(target, new Opinion(1.0, TEXT, List.of()), null);
                    changes.add(new Change.Accept(ids.next(), feedback, null, clock.instant()));
                }
                store.feedback().write(changes);
            }
        }
    }

    private static void measure(SlowUpstream upstream, Path file, int concurrency, int slices)
            throws IOException, InterruptedException {
        double drained = drain(upstream, file, concurrency, slices);
        double alone = bare(upstream, concurrency);
        System.out.printf(
                Locale.ROOT,
                "nothing but sending %,.0f/s, draining %,.0f/s, ratio %.2f%n",
                alone,
                drained,
                drained / alone);
    }

    /** @return the rate of the last slice, by when the compiler is done */
    private static double drain(SlowUpstream upstream, Path file, int concurrency, int slices)
            throws IOException, InterruptedException {
        Process host = start(file, upstream, concurrency);
        double drained = 0;
        try (BufferedReader out =
                        new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter in = new PrintWriter(host.getOutputStream(), true, StandardCharsets.UTF_8)) {
            out.readLine();
            for (int slice = 0; slice < slices; slice++) {
                drained = rate(upstream, () -> Thread.sleep(SLICE.toMillis()));
                System.out.printf(Locale.ROOT, "draining %,.0f/s%n", drained);
            }
            String[] taken = new String[1];
            double meanwhile = rate(upstream, () -> {
                in.println(SLICE.toSeconds());
                taken[0] = out.readLine();
            });
            System.out.printf(Locale.ROOT, "draining %,.0f/s while %s/s new ones are taken%n", meanwhile, taken[0]);
        }
        host.waitFor();
        return drained;
    }

    /** Until nothing waits any more. */
    private static void drainAll(SlowUpstream upstream, Path file, int concurrency, int waiting)
            throws IOException, InterruptedException {
        Process host = start(file, upstream, concurrency);
        try {
            long begin = System.nanoTime();
            while (upstream.taken() < waiting && host.isAlive()) {
                double drained = rate(upstream, () -> Thread.sleep(SLICE.toMillis()));
                System.out.printf(Locale.ROOT, "draining %,.0f/s%n", drained);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%,d drained in %,.0f s, %,.0f/s%n",
                    upstream.taken(),
                    seconds,
                    upstream.taken() / seconds);
        } finally {
            host.getOutputStream().close();
        }
        host.waitFor();
    }

    /** As many clients as there are exchanges at once, which do nothing else. */
    private static double bare(SlowUpstream upstream, int concurrency) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        String body = "{\"session_id\":\"s\",\"message_id\":\"aia_msg_1\",\"score\":1.0,\"text\":\"" + TEXT + "\"}";
        HttpRequest request = HttpRequest.newBuilder(upstream.root())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        List<Thread> clients = new ArrayList<>();
        long end = System.nanoTime() + SLICE.toNanos();
        for (int i = 0; i < concurrency; i++) {
            Thread thread = new Thread(() -> sendUntil(end, client, request));
            thread.start();
            clients.add(thread);
        }
        return rate(upstream, () -> {
            for (Thread thread : clients) {
                thread.join();
            }
        });
    }

    private static void sendUntil(long end, HttpClient client, HttpRequest request) {
        try {
            while (System.nanoTime() - end < 0) {
                client.send(request, HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static double rate(SlowUpstream upstream, Work work) throws IOException, InterruptedException {
        long before = upstream.taken();
        long begin = System.nanoTime();
        work.run();
        return (upstream.taken() - before) * 1e9 / (System.nanoTime() - begin);
    }

    private static Process start(Path file, SlowUpstream upstream, int concurrency) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
        String recording = System.getProperty("benchmark.jfr");
        if (recording != null) {
            command.add("-XX:StartFlightRecording=settings=profile,filename=" + recording);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BacklogHost.class.getName()));
        command.addAll(List.of(file.toString(), upstream.root().toString(), String.valueOf(concurrency)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
