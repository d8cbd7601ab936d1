package io.feedback4j.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * How many durable votes a second, as a ratio to a bare Jersey resource on the same Jetty: 64 connections, both in turn
 * in one run, after a warm-up that outlasts the compiler. Absolute numbers say more about the machine than about us.
 */
public final class VoteBenchmark {
    private static final int CONNECTIONS = 64;
    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final String VOTE = "/v1/Assistants/default/Feedbacks";
    private static final String TEXT = "The answer was clear, and the link to the returns page worked at once. "
            .repeat(3)
            .substring(0, 180);

    private VoteBenchmark() {}

    /** @param arguments seconds of warm-up for each of the two (at least 60 to be believed) and how many rounds */
    public static void main(String[] arguments) throws Exception {
        int warmUpSeconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        System.out.println(SettlingMemory.measure());
        Path folder = Files.createTempDirectory(Path.of("target"), "benchmark");
        Process host = start(folder);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            measure(port(out), warmUpSeconds, rounds);
        } finally {
            host.getOutputStream().close();
            host.waitFor();
            delete(folder);
        }
    }

    private static void measure(int port, int warmUpSeconds, int rounds) throws IOException {
        try (LoadGenerator bare = new LoadGenerator(port, "/bare" + VOTE, CONNECTIONS, VoteBenchmark::vote);
                LoadGenerator ours = new LoadGenerator(port, "/api" + VOTE, CONNECTIONS, VoteBenchmark::vote)) {
            for (int second = 0; second < warmUpSeconds; second += (int) SLICE.toSeconds()) {
                System.out.println("warm-up  bare " + bare.run(SLICE) + "   ours " + ours.run(SLICE));
            }
            double[] bareRates = new double[rounds];
            double[] ourRates = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                LoadGenerator.Result bareResult = bare.run(SLICE);
                LoadGenerator.Result ourResult = ours.run(SLICE);
                System.out.println("round " + (round + 1) + "  bare " + bareResult + "   ours " + ourResult);
                bareRates[round] = bareResult.perSecond();
                ourRates[round] = ourResult.perSecond();
            }
            double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = ourRates[round] / bareRates[round];
            }
            System.out.printf(
                    Locale.ROOT,
                    "median  bare %,.0f/s  ours, durable %,.0f/s  ratio %.2f%n",
                    median(bareRates),
                    median(ourRates),
                    median(ratios));
        }
    }

    private static String vote(long n) {
        return "{\"session_id\":\"session-" + n + "\",\"message_id\":\"aia_msg_" + n + "\",\"score\":1,\"text\":\""
                + TEXT + "\"}";
    }

    private static double median(double[] values) {
        return DoubleStream.of(values)
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    private static Process start(Path folder) throws IOException {
        String recording = System.getProperty("benchmark.jfr");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        recording == null
                                ? "-Xshare:auto"
                                : "-XX:StartFlightRecording=settings=profile,filename=" + recording,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchmarkHost.class.getName(),
                        folder.resolve("feedback.db").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new IOException("the host did not start");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
