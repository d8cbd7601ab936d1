package io.feedback4j.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.hosts.Client.Reply;
import java.util.Base64;

/** What our endpoints do on every host. */
final class FeedbackScenario {
    static final String ADMIN = "operator";
    static final String PASSWORD = "correct horse";

    private static final String FEEDBACKS = "v1/Assistants/default/Feedbacks";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString((ADMIN + ":" + PASSWORD).getBytes(UTF_8));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Client client;

    private FeedbackScenario(Client client) {
        this.client = client;
    }

    /** @param client with our root */
    static void play(Client client) {
        FeedbackScenario scenario = new FeedbackScenario(client);
        JsonNode vote = scenario.givesAVote();
        scenario.isToldWhatIsWrong();
        scenario.listsIt(vote);
        scenario.takesItBack(vote);
        scenario.readsWhatIsPublic();
    }

    private JsonNode givesAVote() {
        Reply reply = client.send(
                "POST",
                FEEDBACKS,
                "{\"session_id\":\"s:1/a\",\"message_id\":\"m1\",\"score\":1,\"text\":\"Türkçe, ıIiİ\"}",
                "Content-Type",
                "application/json");

        JsonNode vote = json(reply, 202, "application/json");
        assertThat(vote.path("session_id").asText()).isEqualTo("s:1/a");
        assertThat(vote.path("text").asText()).isEqualTo("Türkçe, ıIiİ");
        assertThat(vote.path("undo").asText()).isNotEmpty();
        return vote;
    }

    private void isToldWhatIsWrong() {
        Reply malformed = client.send("POST", FEEDBACKS, "{", "Content-Type", "application/json");
        Reply plain = client.send("POST", FEEDBACKS, "{}", "Content-Type", "text/plain");
        Reply invalid = client.send("POST", FEEDBACKS, "{\"score\":7}", "Content-Type", "application/json");
        Reply below = client.send("GET", "feedback/votes/nothing", "");
        Reply method = client.send("PUT", FEEDBACKS, "{}", "Content-Type", "application/json");
        Reply patch = client.send("PATCH", "feedback/health", "{}", "Content-Type", "application/json");

        Reply form = client.send(
                "POST",
                "feedback/form",
                "score=1&token=nonsense",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Sec-Fetch-Site",
                "same-origin");

        isProblem(malformed, 400);
        isProblem(plain, 415);
        assertThat(isProblem(invalid, 400).path("errors")).isNotEmpty();
        isProblem(below, 404);
        isProblem(method, 405);
        assertThat(method.header("allow")).contains("POST");
        isProblem(patch, 405);
        // Not "is required": so the form has come through, whatever the host makes of forms.
        assertThat(form.status()).as(form.toString()).isEqualTo(403);
        assertThat(form.body()).contains("<code>token</code> is not valid");
    }

    private void listsIt(JsonNode vote) {
        Reply closed = client.send("GET", FEEDBACKS, "");
        Reply list = client.send("GET", FEEDBACKS + "?PageSize=10", "", "Authorization", BASIC);

        isProblem(closed, 401);
        assertThat(json(list, 200, "application/json").path("feedbacks").findValuesAsText("id"))
                .contains(vote.path("id").asText());
    }

    private void takesItBack(JsonNode vote) {
        String path = FEEDBACKS + "/" + vote.path("id").asText();

        isProblem(client.send("DELETE", path, "", "Feedback-Undo", "wrong"), 403);
        Reply undone = client.send(
                "DELETE", path, "", "Feedback-Undo", vote.path("undo").asText());
        assertThat(undone.status()).isEqualTo(204);
        assertThat(undone.body()).isEmpty();
    }

    private void readsWhatIsPublic() {
        Reply health = client.send("GET", "feedback/health", "");
        Reply head = client.send("HEAD", "feedback/health", "");
        Reply options = client.send("OPTIONS", "feedback/reasons", "");
        Reply script = client.send("GET", "feedback/thumbs.js", "");
        Reply scriptHead = client.send("HEAD", "feedback/thumbs.js", "");

        assertThat(json(health, 200, "application/json").path("status").asText())
                .isEqualTo("up");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-type")).startsWith("application/json");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("allow")).contains("GET");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.header("content-type")).startsWith("text/javascript");
        assertThat(scriptHead.header("content-length"))
                .isEqualTo(Integer.toString(script.body().length()));
    }

    private static JsonNode isProblem(Reply reply, int status) {
        JsonNode problem = json(reply, status, "application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        return problem;
    }

    private static JsonNode json(Reply reply, int status, String type) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("content-type")).as(reply.toString()).startsWith(type);
        // Nothing of ours is ever thrown at the host.
        assertThat(reply.header("x-mapped")).isEmpty();
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(reply.toString(), e);
        }
    }
}
