package io.feedback4j.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table of results. Thread-safe. */
final class Report {
    private static final String ROW = "%-4s %-9s %8s %6s %6s %6s %6s %8s %7s  %s%n";

    private final List<Result> results = new ArrayList<>();

    /** Says at once how it went. */
    synchronized void add(Result result) {
        results.add(result);
        print(result);
        result.problems().forEach(problem -> System.out.println("       ! " + problem));
        result.notes().forEach(note -> System.out.println("       - " + note));
    }

    /** The whole table. @return whether nothing failed and something was run */
    synchronized boolean end() {
        System.out.println();
        head();
        results.sort(
                Comparator.comparing((Result result) -> result.scenario().id()).thenComparing(Result::store));
        results.forEach(Report::print);
        long failed = results.stream().filter(Result::failed).count();
        long skipped = results.stream().filter(one -> one.skipped() != null).count();
        System.out.printf(
                Locale.ROOT,
                "%n%d scenarios: %d passed, %d failed, %d SKIPPED%n",
                results.size(),
                results.size() - failed - skipped,
                failed,
                skipped);
        return failed == 0 && results.size() > skipped;
    }

    static void head() {
        System.out.printf(Locale.ROOT, ROW, "id", "store", "202", "lost", "dup", "unexp", "recov", "drain", "took", "");
    }

    private static void print(Result result) {
        Verdict verdict = result.verdict();
        System.out.printf(
                Locale.ROOT,
                ROW,
                result.scenario().id(),
                result.store().name().toLowerCase(Locale.ROOT),
                verdict.acknowledged(),
                verdict.lost(),
                verdict.duplicated(),
                verdict.unexpected(),
                verdict.recovered(),
                seconds(result.drain()),
                seconds(result.took()),
                outcome(result) + result.scenario().title());
    }

    private static String outcome(Result result) {
        if (result.skipped() != null) {
            return "SKIPPED (" + result.skipped() + ") ";
        }
        return result.failed() ? "FAILED " : "passed ";
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
