package io.feedback4j.faults;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One client: one request at a time, each repeated with its key until it is acknowledged, by whichever process is alive
 * by then. A load that gives up leaves the last one without an answer.
 */
final class Voter implements Callable<Void> {
    private static final String VOTES = "v1/Assistants/" + FaultHost.ASSISTANT + "/Feedbacks";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(150);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan;
    private final String name;
    private final Supplier<URI> root;
    private final Bench.Books books;
    private final HttpClient client;
    private final Random random;
    private final Map<Integer, Vote> last = new HashMap<>();
    private final Load load;
    private int votes;

    Voter(Load load, Plan plan, int number, Bench.Books books, HttpClient client) {
        this.load = load;
        this.plan = plan;
        this.name = plan.name() + "-" + number;
        this.root = books.root();
        this.books = books;
        this.client = client;
        this.random = new Random(name.hashCode());
    }

    @Override
    public Void call() throws Exception {
        Duration beat = Duration.ofNanos(1_000_000_000L * plan.clients() / plan.perSecond());
        while (!load.isOver() && votes < plan.limit()) {
            long start = System.nanoTime();
            int target = plan.targets() == Integer.MAX_VALUE ? votes : random.nextInt(plan.targets());
            Vote before = last.get(target);
            if (before != null && before.acknowledged() && !before.undone && random.nextInt(100) < plan.undoPercent()) {
                withdraw(before);
            } else {
                vote(target);
            }
            Duration left = beat.minus(Waiting.since(start));
            if (!left.isNegative()) {
                Waiting.pause(left);
            }
        }
        return null;
    }

    private void vote(int target) throws Exception {
        Vote vote = new Vote(name + "." + ++votes, "session-" + name + "-" + target, UUID.randomUUID() + "");
        books.ledger().attempted(vote);
        last.put(target, vote);
        String answer = send(vote);
        if (answer != null && random.nextInt(100) < plan.repeatPercent()) {
            String again = send(vote);
            if (again != null && !again.equals(answer)) {
                books.problems().add("the same key was answered with two votes");
            }
        }
    }

    /** @return the id that it was given; {@code null} when the load is over before there is one */
    private String send(Vote vote) throws Exception {
        String body = JSON.createObjectNode()
                .put("session_id", vote.session)
                .put("message_id", "aia_msg_" + vote.session)
                .put("score", (votes % 5) / 4.0)
                .put("text", vote.marker)
                .toString();
        String answer = untilAcknowledged(
                202,
                VOTES,
                request -> request.header("Content-Type", "application/json")
                        .header("Idempotency-Key", vote.key)
                        .POST(ofString(body)));
        if (answer == null) {
            return null;
        }
        JsonNode record = JSON.readTree(answer);
        books.ledger().note(vote, 202);
        vote.undo = record.get("undo").textValue();
        vote.id = record.get("id").textValue();
        return vote.id;
    }

    private void withdraw(Vote vote) throws Exception {
        vote.undoTried = true;
        String answer = untilAcknowledged(
                204,
                VOTES + "/" + vote.id,
                request -> request.header("Feedback-Undo", vote.undo).DELETE());
        if (answer != null) {
            books.ledger().note(vote, 204);
            vote.undone = true;
        }
    }

    private String untilAcknowledged(int status, String path, UnaryOperator<HttpRequest.Builder> form)
            throws InterruptedException {
        while (true) {
            HttpResponse<String> answer = once(path, form);
            if (answer != null && answer.statusCode() == status) {
                return answer.body();
            } else if (load.hasGivenUp() || answer != null && answer.statusCode() != 503) {
                return null;
            }
            Waiting.pause(BEFORE_AGAIN);
        }
    }

    private HttpResponse<String> once(String path, UnaryOperator<HttpRequest.Builder> form)
            throws InterruptedException {
        URI host = root.get();
        if (host == null) {
            return null;
        }
        HttpRequest request = form.apply(
                        HttpRequest.newBuilder(host.resolve(path)).timeout(PATIENCE))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            books.answers().add(answer, Waiting.since(start));
            return answer;
        } catch (IOException e) {
            // Killed, or not listening: nobody knows whether it was kept, so the same is said again.
            books.answers().addBroken();
            return null;
        }
    }
}
