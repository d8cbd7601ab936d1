package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The destination answers and takes nothing: too much, wrong records, no right to, gone. */
final class RefusalScenarios {
    /** Until then a request may have been on its way already when the answer came. */
    private static final long ON_ITS_WAY_NANOS = 400_000_000L;

    private static final long A_SECOND_NEARLY_NANOS = 900_000_000L;

    private RefusalScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("F13", "credentials revoked", Scenario.SQLITE, Scenario.BOTH, RefusalScenarios::revoke),
                new Scenario("F14", "retired, then moved", Scenario.SQLITE, Scenario.BOTH, RefusalScenarios::retire),
                new Scenario("F09", "429 storm", Scenario.SQLITE, Scenario.BOTH, RefusalScenarios::throttle),
                new Scenario("F12", "poison records", Scenario.BOTH, Scenario.BOTH, RefusalScenarios::poison));
    }

    private static void revoke(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.busy(20), Duration.ofSeconds(2));
        bench.upstream.behave(call -> Reaction.fails(401));
        Load load = bench.load(Plan.busy(20).name("revoked"));
        bench.await(
                Duration.ofSeconds(20),
                "misconfigured",
                () -> bench.admin.destination().equals("misconfigured"));
        int before = bench.upstream.calls().size();
        Duration quiet = bench.scale.seconds(8, 90);
        Waiting.pause(quiet);
        int probes = bench.upstream.callsFrom(before).size();
        load.stop(Duration.ofSeconds(30));
        bench.note(probes + " probes in " + quiet.toSeconds() + " s");
        bench.check(probes <= 1 + quiet.toSeconds() / 30, probes + " probes in " + quiet);
        bench.check(bench.admin.isNoneIn("rejected"), "votes were rejected for the credentials' sake");
        bench.upstream.heal();
        bench.drain(Duration.ofSeconds(bench.scale.pick(60, 300)));
        long alarms = bench.host
                .log()
                .lines()
                .filter(line -> line.contains("misconfigured"))
                .count();
        bench.note(alarms + " lines about it in the log");
        bench.check(alarms <= 2, alarms + " alarms in the log");
    }

    private static void retire(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.busy(20), Duration.ofSeconds(2));
        bench.upstream.behave(call -> Reaction.fails(call.number() % 2 == 0 ? 404 : 410));
        bench.voteFor(Plan.busy(20).name("gone"), bench.scale.seconds(4, 30));
        bench.await(
                Duration.ofSeconds(20), "gone", () -> bench.admin.destination().equals("gone"));
        int before = bench.upstream.calls().size();
        Duration processor = bench.host.processorTime();
        Duration quiet = bench.scale.seconds(6, 120);
        Waiting.pause(quiet);
        Duration used = bench.host.processorTime().minus(processor);
        bench.note("processor " + used.toMillis() + " ms in " + quiet.toSeconds() + " s, "
                + bench.upstream.callsFrom(before).size() + " probes");
        bench.check(used.multipliedBy(4).compareTo(quiet) < 0, "not idle: " + used + " in " + quiet);
        bench.check(bench.upstream.callsFrom(before).size() <= 3, "asked too often");
        bench.check(!bench.admin.everything().isEmpty(), "the list is empty");
        nameUnknown(bench);
        bench.host.terminate(Duration.ofSeconds(15));
        bench.upstream.heal();
        bench.host.set("feedback.twilio.base-url", bench.upstream.root().toString());
        bench.host.start();
        bench.drain(Duration.ofSeconds(60));
    }

    /** A name that no resolver knows (RFC 6761). */
    private static void nameUnknown(Bench bench) throws Exception {
        bench.host.terminate(Duration.ofSeconds(15));
        bench.host.set("feedback.twilio.base-url", "https://feedback4j.invalid");
        bench.host.start();
        bench.voteFor(Plan.busy(20).name("nowhere"), Duration.ofSeconds(3));
        bench.check(!bench.admin.isNoneIn("ready"), "votes do not wait");
        bench.check(bench.admin.isNoneIn("rejected"), "votes were rejected");
    }

    private static void throttle(Bench bench) throws Exception {
        bench.upstream.behaveOnCreates(call -> call.number() % 10 == 9 ? Reaction.honest() : throttled(call.number()));
        bench.host.start();
        bench.voteFor(Plan.busy(20), bench.scale.seconds(8, 60));
        checkPauses(bench.upstream.calls(), bench);
        bench.check(bench.admin.isNoneIn("rejected"), "votes were rejected for a 429");
        longPause(bench, "1000000000", "PT1H5S");
        longPause(bench, "nonsense", "PT1H1M10S");
        longPause(bench, "-1", "PT1H2M15S");
    }

    private static Reaction throttled(int number) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2));
        return Reaction.throttles(List.of("1", "0", date).get(number % 3));
    }

    /** Between a 429 that asks for a second and the next request there is that second. */
    private static void checkPauses(List<Call> calls, Bench bench) {
        int early = 0;
        List<Call> creates = calls.stream().filter(Call::isCreate).toList();
        for (int i = 1; i < creates.size(); i++) {
            Call before = creates.get(i - 1);
            boolean asked = before.number() % 10 != 9 && before.number() % 3 == 0;
            long gap = creates.get(i).nanos() - before.nanos();
            if (asked && gap > ON_ITS_WAY_NANOS && gap < A_SECOND_NEARLY_NANOS) {
                early++;
            }
        }
        bench.note(creates.size() + " requests, " + early + " of them before the time");
        bench.check(early <= 1, early + " requests were sent before the time asked for");
    }

    /** A pause of a minute or an hour: nothing is sent in it, and all is when the clock says that it is over. */
    private static void longPause(Bench bench, String retryAfter, String shift) throws Exception {
        bench.upstream.heal();
        bench.await(
                Duration.ofSeconds(60),
                "an open destination",
                () -> bench.admin.destination().equals("open"));
        bench.upstream.behaveOnCreates(call -> Reaction.throttles(retryAfter));
        bench.load(Plan.plain(20).name("pause" + retryAfter).limit(3)).await();
        bench.await(
                Duration.ofSeconds(20),
                "paused",
                () -> bench.admin.destination().equals("paused"));
        bench.upstream.heal();
        int before = bench.upstream.calls().size();
        Waiting.pause(Duration.ofSeconds(3));
        bench.check(
                bench.upstream.callsFrom(before).stream().noneMatch(Call::isCreate),
                "sent in the pause after Retry-After: " + retryAfter);
        bench.host.terminate(Duration.ofSeconds(15));
        bench.host.set("faults.clock", shift);
        bench.host.start();
    }

    private static void poison(Bench bench) throws Exception {
        int each = bench.scale.pick(12, 100);
        bench.upstream.behaveOnCreates(call -> isPoison(call.marker(), each)
                ? Reaction.fails(call.marker().hashCode() % 2 == 0 ? 400 : 422)
                : Reaction.honest());
        bench.host.start();
        bench.voteFor(Plan.busy(50), bench.scale.seconds(5, 60));
        bench.drain(Duration.ofSeconds(60));
        Set<String> refused = bench.upstream.calls().stream()
                .map(Call::marker)
                .filter(marker -> isPoison(marker, each))
                .collect(Collectors.toSet());
        // By id, because what was taken back has no text any more.
        Map<String, JsonNode> kept = bench.admin.everything();
        Set<String> rejected = bench.votes().stream()
                .filter(vote -> kept.containsKey(String.valueOf(vote.id)))
                .filter(vote -> kept.get(vote.id).path("state").asText().equals("rejected"))
                .map(vote -> vote.marker)
                .collect(Collectors.toSet());
        bench.note(rejected.size() + " rejected");
        bench.check(!rejected.isEmpty(), "nothing was poison, so that nothing was tried");
        bench.check(rejected.equals(refused), "refused " + refused + " and rejected " + rejected);
        bench.upstream.heal();
        int answer = bench.admin
                .send("feedback/rejected/resend", "POST", "{\"destination\":\"twilio\",\"rate\":50}")
                .statusCode();
        bench.check(answer / 100 == 2, "sending again was answered " + answer);
        bench.await(Duration.ofSeconds(30), "an empty desk", () -> bench.admin.isNoneIn("rejected"));
    }

    private static boolean isPoison(String marker, int each) {
        return !marker.isEmpty() && Math.floorMod(marker.hashCode(), each) == 0;
    }
}
