package io.feedback4j.faults;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** The process ends: killed, asked to, or with its threads interrupted. */
final class KillScenarios {
    private static final Duration EXIT = Duration.ofSeconds(15);

    private KillScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("F01", "kill -9 under load", Scenario.SQLITE, Scenario.SQLITE, KillScenarios::kill),
                new Scenario("F02", "kill -9 under load", Scenario.POSTGRES, Scenario.POSTGRES, KillScenarios::kill),
                new Scenario("F25", "SIGTERM with a full line", Scenario.BOTH, Scenario.BOTH, KillScenarios::terminate),
                new Scenario("F26", "request threads are interrupted", Scenario.SQLITE, Scenario.BOTH, bench -> {
                    interrupt(bench, false);
                    interrupt(bench, true);
                }));
    }

    private static void kill(Bench bench) throws Exception {
        int kills = bench.scale.pick(5, 100);
        long seed = new Random().nextLong();
        bench.note(kills + " kills, seed " + seed);
        Random random = new Random(seed);
        bench.host.start();
        bench.load(Plan.busy(bench.scale.pick(80, 200)));
        for (int i = 0; i < kills; i++) {
            Waiting.pause(Duration.ofMillis(200 + random.nextInt(bench.scale.pick(1_000, 2_800))));
            bench.host.kill();
            bench.host.start();
        }
        Waiting.pause(Duration.ofMillis(500));
    }

    /** Many clients at once, so that a line is waiting at the moment of the signal. */
    private static void terminate(Bench bench) throws Exception {
        bench.upstream.behaveOnCreates(call -> Reaction.honest().after(Duration.ofMillis(300)));
        for (int round = 0; round < bench.scale.pick(2, 20); round++) {
            bench.host.set("faults.abrupt", String.valueOf(round % 2 == 1));
            bench.host.start();
            Load load = bench.load(Plan.plain(100_000).name("term" + round).clients(64));
            Waiting.pause(Duration.ofSeconds(2));
            bench.answers.containerMayAnswer(true);
            Duration took = bench.host.terminate(EXIT.multipliedBy(2));
            bench.check(took.compareTo(EXIT) <= 0, "the end took " + took);
            bench.note("ended after " + took.toMillis() + " ms");
            load.giveUp();
        }
        bench.answers.containerMayAnswer(false);
        bench.upstream.heal();
        bench.host.start();
        bench.load(Plan.busy(20).name("after").limit(5)).await();
    }

    private static void interrupt(Bench bench, boolean sync) throws Exception {
        bench.host.set("faults.sync", String.valueOf(sync));
        bench.host.start();
        Load load = bench.load(Plan.busy(100).name(sync ? "sync" : "async"));
        bench.answers.containerMayAnswer(true);
        get(bench, "host/pest");
        Waiting.pause(bench.scale.seconds(4, 60));
        get(bench, "host/peace");
        load.stop(Duration.ofSeconds(30));
        bench.answers.containerMayAnswer(false);
        bench.load(Plan.plain(50).name("calm-" + sync).limit(5)).await();
        if (!sync) {
            bench.host.terminate(EXIT);
        }
    }

    static String get(Bench bench, String path) throws Exception {
        return bench.admin
                .send(bench.host.root().resolve(path).toString(), "GET", null)
                .body();
    }
}
