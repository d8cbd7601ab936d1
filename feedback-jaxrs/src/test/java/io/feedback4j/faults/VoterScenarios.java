package io.feedback4j.faults;

import static java.net.http.HttpRequest.BodyPublishers.ofString;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Voters who change their minds, repeat themselves and take everything back. */
final class VoterScenarios {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VoterScenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario(
                        "F31",
                        "one voter flips, many flip at the window's edge",
                        Scenario.SQLITE,
                        Scenario.BOTH,
                        VoterScenarios::flip),
                new Scenario(
                        "F32",
                        "one key, sent many times at once",
                        Scenario.BOTH,
                        Scenario.BOTH,
                        VoterScenarios::repeat),
                new Scenario("F33", "erased while it is sent", Scenario.SQLITE, Scenario.BOTH, VoterScenarios::erase));
    }

    private static void flip(Bench bench) throws Exception {
        bench.host.start();
        Plan one = new Plan("flip", 1, 1, 1_000, 0, 0, bench.scale.pick(300, 1_000));
        bench.load(one).await();
        int many = bench.scale.pick(20, 100);
        Plan edge = new Plan("edge", many, 1, many, 0, 0, bench.scale.pick(10, 40));
        bench.load(edge).await();
        bench.drain(Duration.ofSeconds(60));
        long delivered = bench.admin.everything().values().stream()
                .filter(record -> record.path("state").asText().equals("delivered"))
                .count();
        int stored = bench.upstream.shelf().size();
        bench.note(bench.votes().size() + " votes, " + stored + " records at the destination");
        bench.check(stored == delivered, stored + " records for " + delivered + " that are delivered");
        bench.check(stored < bench.votes().size(), "nothing was coalesced");
    }

    private static void repeat(Bench bench) throws Exception {
        bench.host.start();
        bench.load(Plan.plain(50).limit(5)).await();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int round = 0; round < bench.scale.pick(10, 200); round++) {
            Vote vote = bench.attempt("twin." + round, "session-twin-" + round);
            HttpRequest request = HttpRequest.newBuilder(
                            bench.host.api().resolve("v1/Assistants/" + FaultHost.ASSISTANT + "/Feedbacks"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", vote.key)
                    .POST(ofString("{\"session_id\":\"" + vote.session
                            + "\",\"message_id\":\"aia_msg_1\",\"score\":1,\"text\":\"" + vote.marker + "\"}"))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(client.sendAsync(request, BodyHandlers.ofString()));
            }
            Set<String> ids = new TreeSet<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> got = answer.get();
                bench.answers.add(got, Duration.ZERO);
                if (got.statusCode() == 202) {
                    ids.add(JSON.readTree(got.body()).get("id").textValue());
                }
            }
            bench.check(ids.size() == 1, "one key became the votes " + ids);
            vote.id = ids.iterator().next();
        }
    }

    /** In every state: while it settles, is ready, is on the wire, is uncertain, and is delivered. */
    private static void erase(Bench bench) throws Exception {
        bench.host.start();
        bench.voteFor(Plan.plain(20).name("delivered"), Duration.ofSeconds(2));
        bench.upstream.behaveOnCreates(call -> switch (call.number() % 3) {
            case 0 -> Reaction.storesAndFails(500).after(Duration.ofSeconds(1));
            case 1 -> Reaction.fails(500).after(Duration.ofSeconds(1));
            default -> Reaction.honest().after(Duration.ofMillis(500));
        });
        bench.voteFor(
                new Plan("torn", 8, 30, bench.scale.pick(60, 100), 45, 3, Integer.MAX_VALUE),
                bench.scale.seconds(6, 60));
        Set<String> sessions =
                bench.votes().stream().map(vote -> vote.session).collect(Collectors.toCollection(TreeSet::new));
        for (String session : sessions) {
            bench.erase(session);
        }
        int before = bench.upstream.calls().size();
        Waiting.pause(Duration.ofSeconds(3));
        int atRest = bench.upstream.calls().size();
        bench.upstream.heal();
        bench.drain(Duration.ofSeconds(60));
        long late =
                bench.upstream.callsFrom(atRest).stream().filter(Call::isCreate).count();
        bench.note((atRest - before) + " requests in the 3 s after, " + late + " records sent later");
        bench.check(late == 0, late + " records were sent after they were erased");
        int pending = 0;
        for (String session : sessions) {
            pending += bench.erase(session);
        }
        long named = bench.admin.everything().values().stream()
                .filter(record -> sessions.contains(record.path("session_id").asText()))
                .count();
        bench.check(
                pending == 0 && named == 0,
                named + " records still name their session, " + pending + " are on their way");
    }
}
