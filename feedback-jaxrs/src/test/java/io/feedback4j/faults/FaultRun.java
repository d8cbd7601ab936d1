package io.feedback4j.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Runs the scenarios that are asked for, a few at a time, and ends with status 1 when one fails. */
public final class FaultRun {
    private static final Duration DRAIN = Duration.ofSeconds(120);

    private final Options options = Options.read();
    private final Report report = new Report();
    private final Path folder;

    private FaultRun(Path folder) {
        this.folder = folder;
    }

    /** @param arguments a folder for everything that is written, which is emptied before */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        delete(folder);
        boolean passed = new FaultRun(Files.createDirectories(folder)).run();
        System.exit(passed ? 0 : 1);
    }

    private boolean run() throws Exception {
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(options.parallel());
        List<Future<?>> running = new ArrayList<>();
        Report.head();
        try {
            for (Scenario scenario : Scenarios.all()) {
                for (StoreKind store : StoreKind.values()) {
                    if (options.wants(scenario)
                            && options.wants(store)
                            && scenario.stores(options.scale()).contains(store)) {
                        running.add(threads.submit(() -> run(scenario, store)));
                    }
                }
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        boolean passed = report.end();
        System.out.println("in " + Waiting.since(start).toSeconds() + " s; logs are in " + folder);
        return passed;
    }

    private void run(Scenario scenario, StoreKind store) {
        long start = System.nanoTime();
        Path own = folder.resolve(scenario.id() + "-" + store);
        String skipped = null;
        List<String> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Verdict verdict = Verdict.NONE;
        Duration drain = Duration.ZERO;
        try (Bench bench = new Bench(options.scale(), store, own, Databases.of(store, own, scenario.ownServer()))) {
            try {
                scenario.recipe().run(bench);
                bench.drain(DRAIN);
                bench.count();
            } finally {
                problems.addAll(bench.problems());
                notes.addAll(bench.notes());
                notes.add("answers " + bench.answers);
                verdict = bench.verdict();
                drain = bench.drain();
            }
        } catch (SkippedException e) {
            skipped = e.getMessage();
        } catch (Exception | AssertionError e) {
            problems.add(e.toString());
            e.printStackTrace();
        }
        report.add(new Result(scenario, store, verdict, drain, Waiting.since(start), problems, skipped, notes));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
