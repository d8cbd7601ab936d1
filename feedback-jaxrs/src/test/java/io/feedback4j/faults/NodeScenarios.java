package io.feedback4j.faults;

import java.time.Duration;
import java.util.List;

/** Two nodes share a database, and one of them dies, freezes or loses the way to it. */
final class NodeScenarios {
    /** How long a claim lasts, and what it takes to look twice whether a request arrived. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private NodeScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "F21", "two nodes, one is killed", Scenario.POSTGRES, Scenario.POSTGRES, NodeScenarios::kill),
                new Scenario(
                        "F22", "two nodes, one freezes", Scenario.POSTGRES, Scenario.POSTGRES, NodeScenarios::freeze),
                new Scenario(
                        "F23",
                        "a node loses the database",
                        Scenario.POSTGRES,
                        Scenario.POSTGRES,
                        NodeScenarios::split));
    }

    private static HostProcess second(Bench bench) throws Exception {
        bench.host.start();
        return bench.node("second");
    }

    private static void kill(Bench bench) throws Exception {
        HostProcess second = second(bench);
        bench.upstream.behaveOnCreates(call -> Reaction.honest().after(Duration.ofMillis(150)));
        bench.load(Plan.busy(40).name("first"));
        for (int i = 0; i < bench.scale.pick(2, 50); i++) {
            second.start();
            Load load = bench.load(Plan.busy(40).name("second" + i), second);
            Waiting.pause(Duration.ofSeconds(3));
            second.kill();
            load.giveUp();
        }
        bench.upstream.heal();
        bench.drain(LEASE.plusSeconds(30));
    }

    /** For longer than its claims last, most of them not on the wire yet. */
    private static void freeze(Bench bench) throws Exception {
        HostProcess second = second(bench);
        second.start();
        bench.upstream.behaveOnCreates(call -> Reaction.honest().after(Duration.ofMillis(200)));
        Load first = bench.load(Plan.busy(20).name("first"));
        Load other = bench.load(Plan.busy(20).name("second"), second);
        Waiting.pause(Duration.ofSeconds(3));
        int onTheWire = 8;
        second.freeze();
        first.stop(Duration.ofSeconds(30));
        Waiting.pause(bench.scale.pick(LEASE.plusSeconds(10), LEASE.multipliedBy(3)));
        int before = bench.upstream.shelf().size();
        second.thaw();
        other.stop(Duration.ofSeconds(60));
        bench.upstream.heal();
        bench.drain(LEASE.plusSeconds(60));
        bench.note(bench.upstream.shelf().size() - before + " records after the thaw");
        bench.allowDuplicates(onTheWire);
        bench.expectDuplicatesCounted(Duration.ofSeconds(90));
    }

    private static void split(Bench bench) throws Exception {
        HostProcess second = second(bench);
        Relay relay = ((SharedDatabase) bench.database()).relay(second);
        second.start();
        bench.upstream.behaveOnCreates(call -> Reaction.honest().after(Duration.ofMillis(200)));
        bench.load(Plan.busy(20).name("first"));
        Load other = bench.load(Plan.busy(20).name("second"), second);
        for (int i = 0; i < bench.scale.pick(2, 20); i++) {
            Waiting.pause(Duration.ofSeconds(3));
            relay.cut();
            Waiting.pause(bench.scale.seconds(4, 70));
            relay.heal();
        }
        Waiting.pause(Duration.ofSeconds(3));
        other.stop(Duration.ofSeconds(60));
        bench.upstream.heal();
        bench.drain(LEASE.plusSeconds(60));
    }
}
