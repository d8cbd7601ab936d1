package io.feedback4j.demo.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.demo.chat.Assistant;
import io.feedback4j.demo.chat.Conversations;
import io.feedback4j.demo.chat.Ids;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the upstream's description says of its calls, held against the sandbox over real sockets. */
class SandboxTest {
    private static final String ASSISTANT = "aia_asst_1";
    private static final String FEEDBACKS = "/v1/Assistants/" + ASSISTANT + "/Feedbacks";
    private static final Account ACCOUNT = new Account("AC" + "0".repeat(32), "token", List.of(ASSISTANT));

    private final InstantSource clock = InstantSource.system();
    private final Ids ids = new Ids(clock, new Random(1));
    private final Conversations conversations = new Conversations(new Assistant(), ids, clock);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Sandbox sandbox;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(ACCOUNT, conversations, ids, clock);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void createsAFeedbackAsDescribed() throws Exception {
        HttpResponse<String> created =
                post(FEEDBACKS, "{\"session_id\":\"demo\",\"message_id\":\"aia_msg_1\",\"score\":1,\"text\":\"yes\"}");

        JsonNode feedback = json(created);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(feedback.path("id").asText()).matches("^aia_fdbk_.+$");
        assertThat(feedback.path("account_sid").asText()).matches("^AC[0-9a-fA-F]{32}$");
        assertThat(feedback.path("assistant_id").asText()).isEqualTo(ASSISTANT);
        assertThat(feedback.path("session_id").asText()).isEqualTo("demo");
        assertThat(feedback.path("message_id").asText()).isEqualTo("aia_msg_1");
        assertThat(feedback.path("score").asDouble()).isEqualTo(1);
        assertThat(feedback.path("text").asText()).isEqualTo("yes");
        assertThat(feedback.path("date_created").asText()).endsWith("Z");
        assertThat(feedback.path("date_updated").asText()).endsWith("Z");
    }

    @Test
    void needsNoMoreThanASession() throws Exception {
        HttpResponse<String> created = post(FEEDBACKS, "{\"session_id\":\"demo\",\"of_no_interest\":true}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(json(created).path("message_id").asText("?")).isEmpty();
        assertThat(json(created).path("text").asText("?")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"session_id\":\"a\"} x",
                "{\"session_id\":\"a\",\"session_id\":\"b\"}",
                "{\"sessionId\":\"a\"}",
                "{\"session_id\":\"\"}",
                "{\"session_id\":1}",
                "{\"session_id\":\"a\",\"score\":1.01}",
                "{\"session_id\":\"a\",\"score\":-0.1}",
                "{\"session_id\":\"a\",\"score\":\"1\"}",
                "{\"session_id\":\"a\",\"score\":null}",
                "{\"session_id\":\"a\",\"text\":null}",
                "{\"session_id\":\"a\",\"message_id\":\"\"}",
                "{\"session_id\":\"a\",\"message_id\":\"7ea35776-9b68-4b39-a2f6-d60e3d25580f\"}",
                "{\"session_id\":\"a\",\"message_id\":\"IM123\"}"
            })
    void refusesWhatTheDescriptionDoesNotAllow(String body) throws Exception {
        HttpResponse<String> refused = post(FEEDBACKS, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("status").asInt()).isEqualTo(400);
        assertThat(json(refused).path("message").asText()).isNotEmpty();
        assertThat(json(get(FEEDBACKS)).path("feedbacks")).isEmpty();
    }

    @Test
    void refusesABodyThatIsNotDeclaredAsJson() throws Exception {
        HttpRequest form = request(FEEDBACKS)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("session_id=a"))
                .build();

        assertThat(client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @Test
    void knowsItsAccountOnly() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(sandbox.baseUrl().resolve(FEEDBACKS))
                .header("Authorization", basic("AC", "guess"))
                .build();

        HttpResponse<String> refused = client.send(stranger, BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(json(refused).path("code").asInt()).isEqualTo(20003);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/assistants/aia_asst_1/feedbacks",
                "/v1/Assistants/aia_asst_2/Feedbacks",
                "/v1/Assistants/aia_asst_1/Feedbacks/aia_fdbk_1",
                "/v1/Assistants/aia_asst_1",
                "/v1/Sessions/unknown",
                "/v1/Sessions/a/Messages/b",
                "/"
            })
    void doesNotKnowOtherPaths(String path) throws Exception {
        HttpResponse<String> refused = get(path);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(json(refused).path("code").asInt()).isEqualTo(20404);
    }

    @Test
    void canOnlyCreateAndList() throws Exception {
        HttpRequest delete = request(FEEDBACKS).DELETE().build();

        HttpResponse<String> refused = client.send(delete, BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, POST");
    }

    @Test
    void keepsTheSameTwice() throws Exception {
        post(FEEDBACKS, "{\"session_id\":\"demo\",\"score\":1}");
        post(FEEDBACKS, "{\"session_id\":\"demo\",\"score\":1}");

        assertThat(json(get(FEEDBACKS)).path("feedbacks")).hasSize(2);
    }

    @Test
    void listsEverythingOnceOverItsPagesWhileMoreComesIn() throws Exception {
        for (int i = 0; i < 7; i++) {
            post(FEEDBACKS, "{\"session_id\":\"s" + i + "\"}");
        }
        List<String> sessions = new ArrayList<>();
        String next = FEEDBACKS + "?PageSize=3";
        while (next != null) {
            JsonNode page = json(get(next));
            page.path("feedbacks")
                    .forEach(
                            feedback -> sessions.add(feedback.path("session_id").asText()));
            assertThat(page.path("meta").path("key").asText()).isEqualTo("feedbacks");
            assertThat(page.path("meta").path("page_size").asInt()).isEqualTo(3);
            assertThat(page.path("meta").path("first_page_url").asText())
                    .startsWith(sandbox.baseUrl().toString());
            post(FEEDBACKS, "{\"session_id\":\"late\"}");
            next = page.path("meta").path("next_page_url").textValue();
        }

        assertThat(sessions).containsExactly("s6", "s5", "s4", "s3", "s2", "s1", "s0");
    }

    @Test
    void goesBackAPage() throws Exception {
        for (int i = 0; i < 4; i++) {
            post(FEEDBACKS, "{\"session_id\":\"s" + i + "\"}");
        }
        JsonNode second = json(get(json(get(FEEDBACKS + "?PageSize=2"))
                .path("meta")
                .path("next_page_url")
                .asText()));

        JsonNode first = json(get(second.path("meta").path("previous_page_url").asText()));

        assertThat(second.path("meta").path("page").asInt()).isEqualTo(1);
        assertThat(first.path("feedbacks").path(0).path("session_id").asText()).isEqualTo("s3");
        assertThat(first.path("feedbacks")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PageSize=0", "PageSize=1001", "PageSize=x", "Page=-1", "PageToken=PAnone", "Page=1&Page=2"})
    void refusesAPageThatThereCannotBe(String query) throws Exception {
        assertThat(get(FEEDBACKS + "?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void showsSessionsAndTheirMessages() throws Exception {
        HttpResponse<String> sent = post(
                "/v1/Assistants/" + ASSISTANT + "/Messages",
                "{\"identity\":\"email:ada@example.com\",\"session_id\":\"webhook:a/b\",\"body\":\"When are you open?\"}");

        assertThat(sent.statusCode()).isEqualTo(200);
        assertThat(json(sent).path("status").asText()).isEqualTo("Success");
        assertThat(json(sent).path("session_id").asText()).isEqualTo("webhook:a/b");
        assertThat(json(sent).path("body").asText()).contains("9 a.m.");
        assertThat(json(sent).has("message_id")).isFalse();
        assertThat(json(get("/v1/Sessions")).path("sessions").path(0).path("id").asText())
                .isEqualTo("webhook:a/b");
        assertThat(json(get("/v1/Sessions/webhook%3Aa%2Fb")).path("identity").asText())
                .isEqualTo("email:ada@example.com");
        JsonNode messages = json(get("/v1/Sessions/webhook%3Aa%2Fb/Messages")).path("messages");
        assertThat(messages).hasSize(2);
        assertThat(messages.path(0).path("role").asText()).isEqualTo("user");
        assertThat(messages.path(1).path("role").asText()).isEqualTo("assistant");
        assertThat(messages.path(1).path("id").asText()).matches("^aia_msg_.+$");
        assertThat(messages.path(1).path("content").path("content").asText()).contains("9 a.m.");
    }

    @Test
    void refusesAMessageWithoutIdentity() throws Exception {
        assertThat(post("/v1/Assistants/" + ASSISTANT + "/Messages", "{\"body\":\"Hello\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void limitsTheRateForAsManyRequestsAsAsked() throws Exception {
        sandbox.behave(new Behaviour(Behaviour.Kind.RATE_LIMITED, Duration.ofSeconds(7), 1));

        HttpResponse<String> limited = post(FEEDBACKS, "{\"session_id\":\"demo\"}");
        HttpResponse<String> taken = post(FEEDBACKS, "{\"session_id\":\"demo\"}");

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThat(json(limited).path("code").asInt()).isEqualTo(20429);
        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(json(get(FEEDBACKS)).path("feedbacks")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR 500", "GONE 404"})
    void breaksWithoutStoring(String kindAndStatus) throws Exception {
        String[] parts = kindAndStatus.split(" ");
        sandbox.behave(new Behaviour(Behaviour.Kind.valueOf(parts[0]), Duration.ofSeconds(1), 1));

        assertThat(post(FEEDBACKS, "{\"session_id\":\"demo\"}").statusCode()).isEqualTo(Integer.parseInt(parts[1]));
        assertThat(json(get(FEEDBACKS)).path("feedbacks")).isEmpty();
    }

    @Test
    void storesAndAnswersThatItHasFailed() throws Exception {
        sandbox.behave(new Behaviour(Behaviour.Kind.ERROR_AFTER_STORING, Duration.ofSeconds(1), 1));

        assertThat(post(FEEDBACKS, "{\"session_id\":\"demo\"}").statusCode()).isEqualTo(500);
        assertThat(json(get(FEEDBACKS)).path("feedbacks")).hasSize(1);
    }

    @Test
    void storesAndClosesTheConnectionWithoutAnAnswer() throws Exception {
        sandbox.behave(new Behaviour(Behaviour.Kind.CUT, Duration.ofSeconds(1), 1));

        assertThatThrownBy(() -> post(FEEDBACKS, "{\"session_id\":\"demo\"}")).isInstanceOf(IOException.class);

        assertThat(json(get(FEEDBACKS)).path("feedbacks")).hasSize(1);
        assertThat(sandbox.received().get(1).remark()).contains("stored");
        assertThat(sandbox.received().get(1).status()).isNull();
    }

    @Test
    void leavesARequestHangingUntilItIsWellAgain() {
        sandbox.behave(new Behaviour(Behaviour.Kind.HANG, Duration.ofSeconds(1), 0));
        CompletableFuture<HttpResponse<String>> hanging =
                client.sendAsync(create("{\"session_id\":\"demo\"}"), BodyHandlers.ofString());
        waitUntilRemarked("left without an answer");

        assertThat(hanging).isNotDone();
        sandbox.behave(Behaviour.NORMAL);

        assertThatThrownBy(hanging::join).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void answersASlowRequestAtOnceWhenItIsSwitchedBack() {
        sandbox.behave(new Behaviour(Behaviour.Kind.SLOW, Behaviour.MAX_DELAY, 0));
        CompletableFuture<HttpResponse<String>> slow =
                client.sendAsync(create("{\"session_id\":\"demo\"}"), BodyHandlers.ofString());
        waitUntilRemarked("answering slowly");

        assertThat(slow).isNotDone();
        sandbox.behave(Behaviour.NORMAL);

        assertThat(slow.join().statusCode()).isEqualTo(201);
    }

    @Test
    void remembersWhatItReceivedWithoutTheCredentials() throws Exception {
        post(FEEDBACKS, "{\"session_id\":\"demo\",\"message_id\":\"aia_msg_1\"}");

        Exchange exchange = sandbox.received().get(0);
        assertThat(exchange.method()).isEqualTo("POST");
        assertThat(exchange.target()).isEqualTo(FEEDBACKS);
        assertThat(exchange.headers()).containsEntry("Content-Type", "application/json");
        assertThat(exchange.body()).isEqualTo("{\"session_id\":\"demo\",\"message_id\":\"aia_msg_1\"}");
        assertThat(exchange.sessionId()).isEqualTo("demo");
        assertThat(exchange.messageId()).isEqualTo("aia_msg_1");
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.answer()).contains("aia_fdbk_");
        assertThat(exchange.toString())
                .doesNotContain(basic(ACCOUNT.sid(), ACCOUNT.authToken()).substring(6));
    }

    private void waitUntilRemarked(String remark) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (sandbox.received().stream()
                .noneMatch(exchange -> exchange.remark().equals(remark))) {
            assertThat(System.nanoTime()).as("waited for: " + remark).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest create = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(create, BodyHandlers.ofString());
    }

    private HttpRequest create(String body) {
        return request(FEEDBACKS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> get(String pathOrUrl) throws IOException, InterruptedException {
        return client.send(request(pathOrUrl).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String pathOrUrl) {
        URI url = URI.create(pathOrUrl.startsWith("/") ? sandbox.baseUrl() + pathOrUrl : pathOrUrl);
        return HttpRequest.newBuilder(url)
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", basic(ACCOUNT.sid(), ACCOUNT.authToken()));
    }

    private static String basic(String user, String password) {
        String pair = user + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
