package io.feedback4j.web;

import static io.feedback4j.web.TestHost.LIST;
import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackHandlerTest {

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.start(folder);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1/Assistants/default/Feedbacks | GET, HEAD, POST, OPTIONS",
                "v1/Assistants/default/Feedbacks/x | GET, HEAD, DELETE, OPTIONS",
                "feedback/votes | POST, OPTIONS",
                "feedback/health | GET, HEAD, OPTIONS"
            })
    void tellsItsMethods(String path, String allow) {
        for (String method : List.of("PUT", "PATCH", "TRACE", "CONNECT", "FOO", "get", "")) {
            Answer answer = host.send(TestRequest.of(method, path).header("X-HTTP-Method-Override", "GET"));

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("Allow", allow);
            assertThat(json(answer).path("code").asInt()).isEqualTo(40501);
        }
        Answer options = host.send(TestRequest.of("OPTIONS", path));
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.headers()).containsEntry("Allow", allow).doesNotContainKey("Access-Control-Allow-Origin");
    }

    @ParameterizedTest
    @CsvSource({"feedback/votes/x", "feedback/assets/x", "feedback/thumbs.js/x", "v1/Assistants/default/Feedbacks/x/y"})
    void saysThatNothingIsThereBelowItsOwnNames(String path) {
        Answer answer = host.send(TestRequest.get(path));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json;charset=UTF-8");
    }

    @Test
    void refusesABrokenPath() {
        assertThat(host.send(TestRequest.get("v1/Assistants/%zz/Feedbacks")).status())
                .isEqualTo(400);
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        Answer get = host.send(TestRequest.get("feedback/reasons"));
        Answer head = host.send(TestRequest.of("HEAD", "feedback/reasons"));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers())
                .containsAllEntriesOf(get.headers())
                .containsEntry("Content-Length", Integer.toString(get.body().length));
        assertThat(head.body()).isEmpty();
        assertThat(host.send(TestRequest.of("HEAD", LIST)).status()).isEqualTo(401);
    }

    @Test
    void turnsABugIntoANumberThatIsInTheLog() throws Exception {
        FeedbackHandler broken = new FeedbackHandler(host.service, request -> {
            throw new IllegalStateException("kanarienvogel");
        });

        Answer answer = broken.handle(TestRequest.vote("{\"session_id\":\"s\",\"score\":1}"))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(json(answer).path("detail").asText()).containsPattern("error id [0-9a-f]{16}");
        assertThat(new String(answer.body(), UTF_8))
                .doesNotContain("kanarienvogel")
                .doesNotContain("Exception");
    }

    @Test
    void doesNotKeepAVoterWhomNoStoreCouldKeep() {
        host.voter.set("x".repeat(256));

        assertThat(host.send(TestRequest.vote("{\"session_id\":\"s\",\"score\":1}"))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void showsTheVotesOfASessionWithoutTextsAndIds() {
        host.vote("{\"session_id\":\"s\",\"message_id\":\"m1\",\"score\":1,\"text\":\"kanarienvogel\"}");
        host.vote("{\"session_id\":\"s\",\"message_id\":\"m2\",\"text\":\"only text\"}");
        host.vote("{\"session_id\":\"t\",\"message_id\":\"m3\",\"score\":0}");

        Answer answer = host.send(TestRequest.post("feedback/votes", "{\"session_id\":\"s\"}"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(new String(answer.body(), UTF_8))
                .isEqualTo("{\"votes\":[{\"message_id\":\"m2\",\"score\":null},{\"message_id\":\"m1\",\"score\":1}]}");
    }

    @Test
    void tellsWhereTheVotesOfASessionAreWhenAsked() {
        host.vote("{\"session_id\":\"s\",\"message_id\":\"m1\",\"score\":1}");
        host.vote("{\"session_id\":\"s\",\"score\":0}");

        JsonNode all =
                json(host.send(TestRequest.post("feedback/votes", "{\"session_id\":\"s\",\"deliveries\":true}")));
        JsonNode one = json(host.send(
                TestRequest.post("feedback/votes", "{\"session_id\":\"s\",\"message_id\":\"\",\"deliveries\":true}")));

        assertThat(all.path("votes").findValuesAsText("delivery")).containsExactly("kept", "kept");
        assertThat(one.toString()).isEqualTo("{\"votes\":[{\"message_id\":\"\",\"score\":0,\"delivery\":\"kept\"}]}");
        assertThat(host.send(TestRequest.post("feedback/votes", "{\"session_id\":\"s\",\"deliveries\":1}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void showsAKnownVoterTheirOwnVotesWithIds() {
        host.vote("{\"session_id\":\"s\",\"message_id\":\"m1\",\"score\":1}");
        host.voter.set("alice");
        JsonNode own = host.vote("{\"session_id\":\"s\",\"message_id\":\"m1\",\"score\":0}");

        JsonNode votes = json(host.send(TestRequest.post("feedback/votes", "{\"session_id\":\"s\"}")));

        assertThat(votes.path("votes")).hasSize(1);
        assertThat(votes.at("/votes/0/id")).isEqualTo(own.path("id"));
        assertThat(votes.at("/votes/0/score").asInt(-1)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | session_id",
                "{\"session_id\":7} | 400 | session_id",
                "{\"sessionId\":\"s\"} | 400 | sessionId",
                "{\"session_id\":\"s\",\"assistant_id\":7} | 400 | assistant_id",
                "{\"session_id\":\"s\",\"assistant_id\":\"nobody\"} | 404 | ''",
                "[] | 400 | ''"
            })
    void refusesAWrongQuestionForVotes(String body, int status, String field) {
        Answer answer = host.send(TestRequest.post("feedback/votes", body));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).at("/errors/0/field").asText("")).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "feedback/reasons, '', en, Something else",
        "feedback/reasons?lang=de, fr, de, Etwas anderes",
        "feedback/reasons?lang=DE-at, '', de, Etwas anderes",
        "feedback/reasons?lang=xx, de, en, Something else",
        "feedback/reasons, 'xx, fr-CA;q=0.8, de;q=0.5', fr, Autre chose",
        "feedback/reasons?lang=, ja, ja, その他"
    })
    void labelsTheReasonsInTheBestLanguage(String target, String accepted, String language, String label) {
        TestRequest request = TestRequest.get(target);

        Answer answer = host.send(accepted.isEmpty() ? request : request.header("Accept-Language", accepted));

        JsonNode reasons = json(answer);
        assertThat(reasons.path("lang").asText()).isEqualTo(language);
        assertThat(reasons.at("/reasons/7/id").asText()).isEqualTo("other");
        assertThat(reasons.at("/reasons/7/label").asText()).isEqualTo(label);
        assertThat(answer.headers()).containsEntry("Cache-Control", "public, max-age=60");
    }

    @Test
    void doesNotSendTheReasonsAgainToWhoHasThem() {
        String etag = host.send(TestRequest.get("feedback/reasons")).headers().getOrDefault("ETag", "");

        Answer answer = host.send(TestRequest.get("feedback/reasons").header("If-None-Match", etag));

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tellsEverybodyWhetherItWorksAndAdminsHow() {
        JsonNode stranger = json(host.send(TestRequest.get("feedback/health")));
        JsonNode guesser = json(host.send(TestRequest.get("feedback/health").basic("admin", "wrong one")));
        JsonNode admin = json(host.send(admin(TestRequest.get("feedback/health"))));

        assertThat(stranger.path("status").asText()).isIn("up", "down");
        assertThat(stranger).hasSize(1);
        assertThat(guesser).hasSize(1);
        assertThat(admin.path("store").asText()).endsWith("feedback.db");
        assertThat(admin.path("waiting_for_commit").asInt(-1)).isZero();
        assertThat(admin.path("ledgers").isArray()).isTrue();
    }

    @Test
    void saysWhenItDoesNotWork() {
        host.service.close();

        Answer answer = host.send(TestRequest.get("feedback/health"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), UTF_8)).isEqualTo("{\"status\":\"down\"}");
    }

    @Test
    void is503ForReadersWhileTheStoreIsDown() {
        host.service.close();

        Answer answer = host.send(admin(TestRequest.get(LIST)));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "5");
        assertThat(json(answer).path("code").asInt()).isEqualTo(50302);
    }

    @Test
    void servesTheFrontEndFromTheFileAPageNames() {
        Answer entry = host.send(TestRequest.get("feedback/thumbs.js"));
        String file = new String(entry.body(), UTF_8).replaceAll("(?s).*'\\./(.*)'.*", "$1");

        Answer script = host.send(TestRequest.get("feedback/" + file).header("Accept", "*/*"));
        Answer later = host.send(TestRequest.get("feedback/" + file.replace("thumbs.js", "postman.js?0")));
        Answer types = host.send(TestRequest.get("feedback/thumbs.d.ts").header("Accept", "*/*"));

        assertThat(script.status()).isEqualTo(200);
        assertThat(new String(script.body(), UTF_8)).contains(" as vote,").doesNotContain("from './");
        assertThat(later.headers()).containsEntry("Content-Type", "text/javascript;charset=UTF-8");
        assertThat(new String(types.body(), UTF_8)).contains("export function vote(");
    }

    @Test
    void servesItsContract() {
        Answer answer = host.send(TestRequest.get("feedback/openapi.json"));

        assertThat(json(answer).path("openapi").asText()).startsWith("3.1");
        assertThat(host.send(TestRequest.get("feedback/openapi.json")
                                .header("If-None-Match", answer.headers().getOrDefault("ETag", "")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void setsNoCookieAnywhere() {
        for (String path : List.of(LIST, "feedback/health", "feedback/reasons", "feedback/thumbs.js")) {
            assertThat(host.send(admin(TestRequest.get(path))).headers()).doesNotContainKey("Set-Cookie");
        }
    }

    @Test
    void takesOnlyDefaultWhereNoAssistantIsConfigured(@TempDir Path other) {
        try (TestHost plain = TestHost.start(FeedbackConfig.builder(), other)) {
            JsonNode record = plain.vote("{\"session_id\":\"s\",\"score\":1}");

            assertThat(record.path("assistant_id").asText()).isEqualTo("default");
            assertThat(json(plain.send(TestRequest.get(LIST))).path("code").asInt())
                    .isEqualTo(40301);
        }
    }
}
