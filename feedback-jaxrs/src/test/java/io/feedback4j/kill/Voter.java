package io.feedback4j.kill;

import static java.net.http.HttpRequest.BodyPublishers.ofString;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Votes, changes its mind and takes votes back on a few targets of its own, one request at a time. A request whose answer
 * got lost is repeated, with its key, until it is acknowledged, by whichever process is alive by then.
 */
final class Voter implements Callable<Void> {
    private static final String VOTES = "v1/Assistants/aia_asst_1/Feedbacks";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final List<Host> hosts;
    private final String name;
    private final Random random;
    private final Map<String, JsonNode> current = new HashMap<>();
    private final List<String> acknowledged = new ArrayList<>();
    private int votes;
    private volatile boolean stopped;

    Voter(List<Host> hosts, String name, long seed) {
        this.hosts = hosts;
        this.name = name;
        this.random = new Random(seed);
    }

    @Override
    public Void call() throws Exception {
        while (!stopped) {
            String session = name + "-" + random.nextInt(6);
            JsonNode vote = current.get(session);
            if (vote != null && random.nextInt(5) == 0) {
                withdraw(vote);
                current.remove(session);
            } else {
                JsonNode accepted = vote(session);
                acknowledged.add(accepted.get("id").textValue());
                current.put(session, accepted);
            }
        }
        return null;
    }

    /** Lets the running request come to its end and sends no other. */
    void stop() {
        stopped = true;
    }

    /** What each session's last acknowledged word is; sessions whose last word was to take it back are not there. */
    Map<String, JsonNode> current() {
        return current;
    }

    /** The id of every vote that was acknowledged. */
    List<String> acknowledged() {
        return acknowledged;
    }

    /** Of any host that runs; when there is none, of the first as soon as it does. */
    private URI root() throws InterruptedException {
        int first = random.nextInt(hosts.size());
        for (int i = 0; i < hosts.size(); i++) {
            URI root = hosts.get((first + i) % hosts.size()).rootIfRunning();
            if (root != null) {
                return root;
            }
        }
        return hosts.get(first).root();
    }

    private JsonNode vote(String session) throws Exception {
        String key = UUID.randomUUID().toString();
        String body = JSON.createObjectNode()
                .put("session_id", session)
                .put("score", random.nextInt(5) / 4.0)
                .put("text", name + " says " + ++votes)
                .toString();
        return JSON.readTree(acknowledge(
                202,
                VOTES,
                request -> request.header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(ofString(body))));
    }

    private void withdraw(JsonNode vote) throws Exception {
        String path = VOTES + "/" + vote.get("id").textValue();
        acknowledge(
                204,
                path,
                request -> request.header("Feedback-Undo", vote.get("undo").textValue())
                        .DELETE());
    }

    private String acknowledge(int status, String path, java.util.function.UnaryOperator<HttpRequest.Builder> form)
            throws Exception {
        while (true) {
            URI uri = root().resolve(path);
            HttpRequest request = form.apply(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)))
                    .build();
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == status) {
                    return answer.body();
                }
                if (answer.statusCode() != 503) {
                    throw new AssertionError(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                // Killed, or not listening yet: nobody knows whether it was kept, so the same is said again.
                Thread.onSpinWait();
            }
        }
    }
}
