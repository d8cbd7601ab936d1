package io.feedback4j.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The product's clock is put forward and back, while it runs and between two starts. PostgreSQL's own cannot be. */
final class ClockScenarios {
    private static final Duration EXIT = Duration.ofSeconds(15);

    private ClockScenarios() {}

    static List<Scenario> all() {
        return List.of(new Scenario("F24", "clock jumps", Scenario.SQLITE, Scenario.BOTH, ClockScenarios::jump));
    }

    private static void jump(Bench bench) throws Exception {
        bench.upstream.behaveOnCreates(
                call -> call.number() % 7 == 1 ? Reaction.storesAndFails(500) : Reaction.honest());
        bench.host.set("faults.clock", "PT0S");
        bench.host.start();
        Load load = bench.load(Plan.busy(30));
        for (String shift : List.of("PT1H", "PT0S", "-PT1H", "PT0S", "P365D", "PT0S")) {
            shift(bench, shift);
            Waiting.pause(bench.scale.seconds(2, 20));
        }
        for (int i = 0; i < bench.scale.pick(20, 200); i++) {
            shift(bench, i % 2 == 0 ? "PT90S" : "-PT90S");
            Waiting.pause(Duration.ofMillis(100));
        }
        shift(bench, "PT0S");
        for (String shift : bench.scale.pick(List.of("-PT2H", "PT0S"), List.of("-P365D", "PT2H", "-PT2H", "PT0S"))) {
            bench.host.kill();
            bench.host.set("faults.clock", shift);
            bench.host.start();
            Waiting.pause(bench.scale.seconds(2, 20));
        }
        load.stop(Duration.ofSeconds(30));
        bench.upstream.heal();
        if (!Waiting.until(Duration.ofSeconds(20), bench.admin::isDrained)) {
            // What a jump has put off for too long is put off by an hour at the most, by the product's own rule.
            bench.note("some waited for their hour");
            bench.host.terminate(EXIT);
            bench.host.set("faults.clock", "PT62M");
            bench.host.start();
        }
        bench.drain(Duration.ofSeconds(60));
        Instant latest = Instant.now().plus(Duration.ofDays(366));
        bench.check(
                bench.admin.everything().values().stream()
                        .noneMatch(record -> Instant.parse(
                                        record.path("date_created").asText())
                                .isAfter(latest)),
                "a feedback of a time that never was");
        bench.host.terminate(EXIT);
        bench.host.unset("faults.clock");
        bench.host.start();
    }

    private static void shift(Bench bench, String shift) throws Exception {
        KillScenarios.get(bench, "host/clock?shift=" + shift);
    }
}
