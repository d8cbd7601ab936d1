package io.feedback4j.faults;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The destination's answers are bad, late, cut or missing. */
final class AnswerScenarios {
    private AnswerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "F04", "500, nothing stored", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::failsForLong),
                new Scenario("F05", "stored, then 500", Scenario.BOTH, Scenario.BOTH, AnswerScenarios::storesAndFails),
                new Scenario(
                        "F05r", "stored, then 500; resend", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::resends),
                new Scenario("F06", "stored, then reset", Scenario.BOTH, Scenario.BOTH, AnswerScenarios::resets),
                new Scenario(
                        "F06p", "stored, then reset; park", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::parks),
                new Scenario("F07", "never answers", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::hangs),
                new Scenario("F08", "answers byte by byte", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::drips),
                new Scenario(
                        "F08c", "cut and unreadable answers", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::cuts),
                new Scenario("F15", "redirects elsewhere", Scenario.SQLITE, Scenario.BOTH, AnswerScenarios::redirects));
    }

    private static void failsForLong(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.busy(30), Duration.ofSeconds(2));
        bench.upstream.behave(call -> Reaction.fails(500));
        Duration outage = bench.scale.seconds(16, 60);
        Load load = bench.load(Plan.busy(30).name("outage"));
        Waiting.pause(Duration.ofSeconds(10));
        int calm = bench.upstream.calls().size();
        Waiting.pause(outage.minusSeconds(10));
        List<Call> during = bench.upstream.callsFrom(calm);
        long creates = during.stream().filter(Call::isCreate).count();
        bench.note("requests after 10 s: " + creates + " creates, " + (during.size() - creates) + " readings");
        bench.check(
                during.size() <= 2 * outage.minusSeconds(10).toSeconds() + 2 && creates <= outage.toSeconds() - 9,
                "more than a request a second in the outage: " + during.size());
        load.stop(Duration.ofSeconds(30));
        bench.upstream.heal();
        bench.drain(outage.plusSeconds(60));
    }

    private static void storesAndFails(Bench bench) throws Exception {
        int[] statuses = {500, 502, 503, 504, 408};
        bench.upstream.behaveOnCreates(call ->
                call.number() % 3 == 1 ? Reaction.storesAndFails(statuses[call.number() % 5]) : Reaction.honest());
        bench.host.start();
        bench.voteFor(Plan.busy(40), bench.scale.seconds(5, 60));
        bench.upstream.heal();
    }

    /** At least once, as the operator chose: more than once is possible as often as an answer was wrong, never more. */
    private static void resends(Bench bench) throws Exception {
        bench.host.set("feedback.delivery.uncertain", "resend");
        bench.upstream.behaveOnCreates(
                call -> call.number() % 4 == 1 ? Reaction.storesAndFails(500) : Reaction.honest());
        bench.host.start();
        bench.voteFor(Plan.plain(40), bench.scale.seconds(5, 60));
        List<Call> calls = bench.upstream.calls();
        bench.upstream.heal();
        bench.allowDuplicates((int) calls.stream()
                .filter(call -> call.isCreate() && call.number() % 4 == 1)
                .count());
    }

    private static void resets(Bench bench) throws Exception {
        bench.upstream.behaveOnCreates(call -> switch (call.number() % 10) {
            case 3 -> Reaction.honest().ending(Reaction.Ending.RESET);
            case 8 -> Reaction.honest().stores(false).ending(Reaction.Ending.RESET);
            default -> Reaction.honest();
        });
        bench.host.start();
        bench.voteFor(Plan.busy(40), bench.scale.seconds(5, 60));
        bench.upstream.heal();
    }

    /** Nobody looks, and nobody sends again: there is one request for each vote, whatever the HTTP client would like. */
    private static void parks(Bench bench) throws Exception {
        bench.host.set("feedback.delivery.uncertain", "park");
        bench.upstream.behaveOnCreates(
                call -> call.number() % 5 == 3 ? Reaction.honest().ending(Reaction.Ending.RESET) : Reaction.honest());
        bench.host.start();
        bench.voteFor(Plan.plain(40), bench.scale.seconds(4, 30));
        bench.mayStayHere(marker -> true);
        bench.await(
                Duration.ofSeconds(60),
                "an end of sending",
                () -> bench.admin.isNoneIn("settling")
                        && bench.admin.isNoneIn("ready")
                        && bench.admin.isNoneIn("sending"));
        Map<String, Long> sent = bench.upstream.calls().stream()
                .filter(Call::isCreate)
                .collect(Collectors.groupingBy(Call::marker, Collectors.counting()));
        bench.check(sent.values().stream().allMatch(times -> times == 1), "a request was sent twice");
        bench.check(!bench.admin.isNoneIn("uncertain"), "nothing was uncertain, so that nothing was tried");
        bench.upstream.heal();
        bench.host.terminate(Duration.ofSeconds(15));
        bench.host.set("feedback.delivery.uncertain", "reconcile");
        bench.host.start();
    }

    private static void hangs(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.busy(40), Duration.ofSeconds(2));
        Duration before = bench.answers.acceptedWithin(0.99);
        int threads = Integer.parseInt(KillScenarios.get(bench, "host/threads"));
        bench.upstream.behaveOnCreates(
                call -> Reaction.honest().stores(call.number() % 2 == 0).ending(Reaction.Ending.HANG));
        bench.voteFor(Plan.busy(40).name("hanging"), bench.scale.seconds(6, 120));
        Duration during = bench.answers.acceptedWithin(0.99);
        int threadsNow = Integer.parseInt(KillScenarios.get(bench, "host/threads"));
        bench.note("p99 " + before.toMillis() + " ms before, " + during.toMillis() + " ms with the hang; threads "
                + threads + ", " + threadsNow);
        bench.check(
                during.compareTo(before.multipliedBy(3).plusSeconds(1)) < 0,
                "votes waited for the destination: " + during);
        bench.check(threadsNow <= threads + 20, "threads grew from " + threads + " to " + threadsNow);
        bench.check(bench.answers.count(503) == 0, "votes were refused");
        bench.upstream.heal();
    }

    private static void drips(Bench bench) throws Exception {
        bench.host.start();
        bench.upstream.behaveOnCreates(
                call -> call.number() % 3 == 1 ? Reaction.honest().ending(Reaction.Ending.DRIP) : Reaction.honest());
        bench.voteFor(Plan.busy(20), bench.scale.seconds(5, 60));
        Duration longest = bench.upstream.longestExchange();
        bench.note("longest exchange " + longest.toMillis() + " ms with a limit of 2 s");
        bench.check(longest.compareTo(Duration.ofSeconds(10)) < 0, "an exchange took " + longest);
        bench.upstream.heal();
    }

    /** A 2xx whose body is no JSON is delivered; half an answer is unknown. Neither is sent again. */
    private static void cuts(Bench bench) throws Exception {
        bench.upstream.behaveOnCreates(call -> switch (call.number() % 6) {
            case 1 -> Reaction.honest().body("<html>all is well</html>");
            case 3 -> Reaction.honest().ending(Reaction.Ending.CUT);
            case 5 -> Reaction.honest().stores(false).status(500).ending(Reaction.Ending.CUT);
            default -> Reaction.honest();
        });
        bench.host.start();
        bench.voteFor(Plan.busy(40), bench.scale.seconds(5, 60));
        bench.upstream.heal();
    }

    private static void redirects(Bench bench) throws Exception {
        try (Upstream elsewhere = new Upstream()) {
            URI trap = elsewhere.root().resolve(Upstream.PATH);
            bench.upstream.behave(call -> Reaction.redirects(call.number() % 2 == 0 ? 302 : 307, trap));
            bench.host.start();
            bench.voteFor(Plan.busy(20), bench.scale.seconds(4, 30));
            bench.await(
                    Duration.ofSeconds(20),
                    "misconfigured",
                    () -> bench.admin.destination().equals("misconfigured"));
            bench.check(elsewhere.calls().isEmpty(), "a redirect was followed");
            bench.upstream.heal();
            bench.host.terminate(Duration.ofSeconds(15));
            bench.host.start();
            bench.drain(Duration.ofSeconds(60));
            bench.check(elsewhere.calls().isEmpty(), "a redirect was followed");
        }
    }
}
