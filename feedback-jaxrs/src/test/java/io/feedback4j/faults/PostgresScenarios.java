package io.feedback4j.faults;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** PostgreSQL ends, starts again, holds locks and gets slow. */
final class PostgresScenarios {
    private PostgresScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                                "F19",
                                "PostgreSQL restarts",
                                Scenario.POSTGRES,
                                Scenario.POSTGRES,
                                PostgresScenarios::restart)
                        .onServerOfItsOwn(),
                new Scenario(
                        "F20",
                        "PostgreSQL holds a lock",
                        Scenario.POSTGRES,
                        Scenario.POSTGRES,
                        PostgresScenarios::lock),
                new Scenario(
                        "F20s", "PostgreSQL is slow", Scenario.POSTGRES, Scenario.POSTGRES, PostgresScenarios::slow));
    }

    private static SharedDatabase shared(Bench bench) {
        return (SharedDatabase) bench.database();
    }

    private static void restart(Bench bench) throws Exception {
        bench.host.start();
        bench.load(Plan.busy(bench.scale.pick(60, 200)));
        Random random = new Random(19);
        for (int i = 0; i < bench.scale.pick(3, 20); i++) {
            Waiting.pause(Duration.ofMillis(1_000 + random.nextInt(1_500)));
            if (i % 2 == 0) {
                shared(bench).server().crash();
            } else {
                shared(bench).server().stop();
            }
            Waiting.pause(Duration.ofMillis(random.nextInt(3_000)));
            shared(bench).server().restart();
            int accepted = bench.answers.count(202);
            long start = System.nanoTime();
            bench.await(Duration.ofSeconds(30), "a vote taken", () -> bench.answers.count(202) > accepted + 2);
            Duration back = Waiting.since(start);
            bench.note("votes taken " + back.toMillis() + " ms after it was back");
            bench.check(back.compareTo(Duration.ofSeconds(10)) < 0, "votes were refused for " + back);
        }
    }

    private static void lock(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.busy(40), Duration.ofSeconds(2));
        Duration before = slowestPage(bench, Duration.ofSeconds(1));
        Load load = bench.load(Plan.busy(200).name("locked").clients(32));
        try (Connection connection = shared(bench).database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE feedback4j.feedback IN ACCESS EXCLUSIVE MODE");
            checkBulkhead(bench, before, bench.scale.seconds(8, 60));
            connection.rollback();
        }
        afterwards(bench, load);
    }

    private static void slow(Bench bench) throws Exception {
        Relay relay = shared(bench).relay(bench.host);
        bench.host.start();
        bench.voteFor(Plan.busy(40), Duration.ofSeconds(2));
        Duration before = slowestPage(bench, Duration.ofSeconds(1));
        Load load = bench.load(Plan.busy(200).name("slow").clients(32));
        relay.delay(Duration.ofSeconds(5));
        checkBulkhead(bench, before, bench.scale.seconds(8, 60));
        relay.heal();
        afterwards(bench, load);
    }

    /** Votes are refused in time, and the host's own pages do not notice. */
    private static void checkBulkhead(Bench bench, Duration before, Duration time) throws Exception {
        Duration worst = slowestPage(bench, time);
        Duration refused = bench.answers.refusedWithin(1);
        bench.note("the host's own page took " + worst.toMillis() + " ms at the worst; votes were refused within "
                + refused.toMillis() + " ms");
        bench.check(bench.answers.count(503) > 0, "nothing was refused, so that nothing was tried");
        // A machine that is busy with something else is slow in everything: what it needs for nothing is allowed for.
        bench.check(worst.compareTo(before.multipliedBy(2).plusSeconds(2)) < 0, "the host's own page took " + worst);
        bench.check(refused.compareTo(worst.multipliedBy(3).plusSeconds(3)) < 0, "a vote was refused after " + refused);
    }

    private static Duration slowestPage(Bench bench, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        Duration worst = Duration.ZERO;
        while (System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            bench.check(KillScenarios.get(bench, "host/ping").equals("pong"), "the host does not answer");
            Duration took = Waiting.since(start);
            worst = took.compareTo(worst) > 0 ? took : worst;
            Waiting.pause(Duration.ofMillis(200));
        }
        return worst;
    }

    private static void afterwards(Bench bench, Load load) throws Exception {
        int accepted = bench.answers.count(202);
        long start = System.nanoTime();
        bench.await(Duration.ofSeconds(30), "a vote taken", () -> bench.answers.count(202) > accepted + 2);
        bench.note("votes taken " + Waiting.since(start).toMillis() + " ms after it was over");
        load.stop(Duration.ofSeconds(30));
    }
}
