package io.feedback4j.benchmark;

import io.feedback4j.insights.Insights;
import io.feedback4j.insights.Period;
import io.feedback4j.insights.Step;
import io.feedback4j.insights.Weight;
import io.feedback4j.store.Change;
import io.feedback4j.store.RankQuery;
import io.feedback4j.store.RankQuery.Order;
import io.feedback4j.store.Store;
import io.feedback4j.store.VoteQuery;
import io.feedback4j.store.jdbc.PostgresAddress;
import io.feedback4j.store.jdbc.PostgresStore;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.PostgresServer;
import io.feedback4j.testing.YearOfVotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the questions of the dashboard's first page take over a year of votes, and what is asked behind it: median and
 * 95 % of forty times each. Tells, too, how long a vote takes to be written and to be added up.
 */
public final class InsightsBenchmark {
    private static final SqliteStore.Options OPTIONS =
            new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5));
    private static final int TIMES = 40;
    private static final int BATCH = 500;
    private static final int SESSIONS = 5_000;
    private static final Instant END = YearOfVotes.START.plus(Duration.ofDays(365));
    private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");

    private InsightsBenchmark() {}

    /** @param arguments how many votes (a million without), and {@code sqlite} or {@code postgres} (both without) */
    public static void main(String[] arguments) throws Exception {
        long votes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        String only = arguments.length > 1 ? arguments[1] : "";
        if (!only.equals("postgres")) {
            Path folder = Files.createTempDirectory(Path.of("target"), "insights");
            try (Store store = SqliteStore.open(folder.resolve("feedback.db"), Clock.systemUTC(), OPTIONS)) {
                run("sqlite", store, votes);
            }
        }
        if (!only.equals("sqlite")) {
            PostgresServer.Database database = PostgresServer.shared().newDatabase();
            PostgresAddress address = new PostgresAddress(database.url(), database.user(), database.password());
            try (Store store = PostgresStore.open(address, Clock.systemUTC(), OPTIONS)) {
                run("postgres", store, votes);
            }
        }
    }

    private static void run(String name, Store store, long votes) {
        fill(name, store, votes);
        Insights insights = new Insights(store.insights(), Clock.systemUTC());
        questions(insights).forEach((question, answer) -> measure(name, question, answer));
    }

    private static void fill(String name, Store store, long votes) {
        long written = 0;
        long writing = 0;
        long adding = 0;
        while (store.insights().fold(BATCH) > 0) {
            // there is nothing yet
        }
        for (long seed = 0; written < votes; seed++) {
            List<Change> year = YearOfVotes.of(seed, SESSIONS);
            long start = System.nanoTime();
            for (int from = 0; from < year.size(); from += BATCH) {
                var unused = store.feedback().write(year.subList(from, Math.min(from + BATCH, year.size())));
            }
            long middle = System.nanoTime();
            while (store.insights().fold(1_000) > 0) {
                // until nothing is left
            }
            writing += middle - start;
            adding += System.nanoTime() - middle;
            written += year.size();
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %,d changes; %.1f us to write each, %.1f us to add it up%n",
                name,
                written,
                writing / 1e3 / written,
                adding / 1e3 / written);
    }

    private static Map<String, Runnable> questions(Insights insights) {
        Period month = new Period(END.minus(Duration.ofDays(30)), END, ZONE);
        Period year = new Period(YearOfVotes.START, END, ZONE);
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("first page: summary of a month", () -> insights.summary(null, month, Weight.VOTES));
        all.put("first page: trend of a month by days", () -> insights.trend(null, month, Step.DAY, Weight.VOTES));
        all.put("first page: reasons of a month", () -> insights.reasons(null, month));
        all.put("first page: worst messages", () -> insights.messages(rank(month, Order.WORST)));
        all.put("first page: worst sessions", () -> insights.sessions(rank(month, Order.WORST)));
        all.put("first page: assistants", () -> insights.assistants(null, month, Order.WORST));
        all.put("first page: bursts", () -> insights.bursts(null, month));
        all.put("first page: newest thumbs down with comments", () -> insights.votes(votes(null, null, 0.4, null)));
        all.put("summary of a year", () -> insights.summary(null, year, Weight.VOTES));
        all.put("trend of a year by weeks", () -> insights.trend(null, year, Step.WEEK, Weight.VOTES));
        all.put("trend of a month by sessions", () -> insights.trend(null, month, Step.DAY, Weight.SESSIONS));
        all.put("reasons of a month along time", () -> insights.reasonTrend(null, month, Step.DAY));
        all.put("best sessions of a year", () -> insights.sessions(rank(year, Order.BEST)));
        all.put(
                "votes of a day half a year ago",
                () -> insights.votes(
                        votes(END.minus(Duration.ofDays(180)), END.minus(Duration.ofDays(179)), null, null)));
        all.put(
                "votes of a month with a word",
                () -> insights.votes(votes(month.from(), month.until(), null, "cheap")));
        return all;
    }

    private static RankQuery rank(Period period, Order order) {
        return new RankQuery(period.scope(null), order, 0, 21);
    }

    private static VoteQuery votes(
            @Nullable Instant since, @Nullable Instant until, @Nullable Double maxScore, @Nullable String text) {
        Boolean commented = maxScore == null ? null : Boolean.TRUE;
        return new VoteQuery(null, null, null, null, maxScore, null, text, commented, since, until, null, 21);
    }

    private static void measure(String name, String question, Runnable answer) {
        double[] millis = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            answer.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s: %-50s median %8.1f ms  p95 %8.1f ms%n",
                name,
                question,
                millis[TIMES / 2],
                millis[TIMES * 95 / 100]);
    }
}
