package io.feedback4j.kill;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.testing.PostgresServer;
import io.feedback4j.testing.UpstreamLedger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real processes are killed with SIGKILL under load at random moments, again and again, over one store: one over a file,
 * one over a PostgreSQL that lives on, one of two over a PostgreSQL while the other goes on. How often is the system
 * property {@code kill.rounds}; the seed of the moments is printed.
 */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("kill.rounds", 10);
    private static final int POSTGRES_ROUNDS = Integer.getInteger("kill.rounds", 4);
    private static final int TWO_NODES_ROUNDS = Integer.getInteger("kill.rounds", 3);
    private static final int VOTERS = 4;
    private static final long PATIENCE_SECONDS = 300;
    private static final String LIST = "v1/Assistants/aia_asst_1/Feedbacks?PageSize=1000";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"PT30S", "PT0S"})
    void keepsEveryAcknowledgedVoteAndTheLastWordThroughKills(Duration window) throws Exception {
        killUnderLoad(List.of(folder.resolve("feedback.db").toString()), window, ROUNDS);
    }

    @Test
    void deliversEachVoteOnceOverADatabaseThatOutlivesItsOnlyNode() throws Exception {
        killUnderLoad(List.of(database()), Duration.ZERO, POSTGRES_ROUNDS);
    }

    @Test
    void deliversEachVoteOnceThoughOneOfTwoNodesIsKilled() throws Exception {
        String database = database();
        killUnderLoad(List.of(database, database), Duration.ZERO, TWO_NODES_ROUNDS);
    }

    private static String database() throws Exception {
        return PostgresServer.shared().newDatabase().url();
    }

    /** @param stores one for each host */
    private void killUnderLoad(List<String> stores, Duration window, int rounds) throws Exception {
        long seed = new Random().nextLong();
        System.out.println(rounds + " kills of " + stores.size() + " hosts with seed " + seed);
        List<Host> hosts = new ArrayList<>();
        try (UpstreamLedger upstream = new UpstreamLedger()) {
            for (String store : stores) {
                hosts.add(new Host(store, folder.resolve("host.log"), upstream.root(), window));
            }
            List<Voter> voters = killUnderLoad(hosts, rounds, new Random(seed));
            checkThatNothingIsLost(hosts.get(0).root(), upstream, voters, window);
        } finally {
            hosts.forEach(Host::close);
        }
    }

    private void checkThatNothingIsLost(URI root, UpstreamLedger upstream, List<Voter> voters, Duration window)
            throws Exception {
        Map<String, JsonNode> stored = everything(root);
        voters.forEach(voter -> assertThat(stored.keySet()).containsAll(voter.acknowledged()));
        assertThat(lastWords(stored)).isEqualTo(lastWords(voters));
        if (window.isZero()) {
            untilNothingWaits(root);
            assertThat(upstream.records().stream().collect(groupingBy(this::text, counting())))
                    .allSatisfy((text, times) -> assertThat(times).isEqualTo(1));
            assertThat(lastWordsUpstream(upstream)).containsAllEntriesOf(lastWords(voters));
        }
    }

    private static List<Voter> killUnderLoad(List<Host> hosts, int rounds, Random random) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(VOTERS);
        try {
            for (Host host : hosts) {
                host.start();
            }
            List<Voter> voters = new ArrayList<>();
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < VOTERS; i++) {
                Voter voter = new Voter(hosts, "voter-" + i, random.nextLong());
                voters.add(voter);
                running.add(threads.submit(voter));
            }
            CountDownLatch never = new CountDownLatch(1);
            for (int round = 0; round < rounds; round++) {
                assertThat(never.await(200 + random.nextInt(1_000), MILLISECONDS))
                        .isFalse();
                Host victim = hosts.get(random.nextInt(hosts.size()));
                victim.kill();
                victim.start();
            }
            voters.forEach(Voter::stop);
            for (Future<Void> voter : running) {
                voter.get(PATIENCE_SECONDS, SECONDS);
            }
            return voters;
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<String, JsonNode> everything(URI root) throws Exception {
        Map<String, JsonNode> records = new HashMap<>();
        for (String next = LIST; next != null; ) {
            JsonNode page = get(root.resolve(next));
            page.get("feedbacks").forEach(record -> records.put(record.get("id").textValue(), record));
            next = page.get("meta").get("next_page_url").textValue();
        }
        return records;
    }

    private void untilNothingWaits(URI root) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        for (String state : List.of("settling", "ready", "sending", "uncertain", "ready")) {
            while (!get(root.resolve(LIST + "&state=" + state)).get("feedbacks").isEmpty()) {
                assertThat(System.nanoTime()).as("still " + state).isLessThan(end);
                assertThat(never.await(100, MILLISECONDS)).isFalse();
            }
        }
    }

    private JsonNode get(URI uri) throws Exception {
        String pair = Base64.getEncoder().encodeToString("admin:admin password".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Basic " + pair)
                .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private Map<String, String> lastWords(Map<String, JsonNode> stored) {
        Map<String, String> words = new HashMap<>();
        stored.values().stream()
                .filter(record -> record.get("status").textValue().equals("current"))
                .forEach(record -> assertThat(words.put(session(record), text(record)))
                        .as("one current feedback for " + session(record))
                        .isNull());
        return words;
    }

    private Map<String, String> lastWords(List<Voter> voters) {
        Map<String, String> words = new HashMap<>();
        voters.forEach(voter -> voter.current().forEach((session, vote) -> words.put(session, text(vote))));
        return words;
    }

    private Map<String, String> lastWordsUpstream(UpstreamLedger upstream) {
        Map<String, String> words = new HashMap<>();
        upstream.records().forEach(record -> words.put(session(record), text(record)));
        return words;
    }

    private String session(JsonNode record) {
        return record.get("session_id").textValue();
    }

    private String text(JsonNode record) {
        return record.get("text").textValue();
    }
}
