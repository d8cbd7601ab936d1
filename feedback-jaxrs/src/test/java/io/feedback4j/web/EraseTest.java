package io.feedback4j.web;

import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.testing.LogLines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EraseTest {
    private static final String PATH = "feedback/erase";

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

    @Test
    void answersAReceiptAndForgets() {
        String id = host.vote("{\"session_id\":\"+4917012345\",\"message_id\":\"m\",\"score\":0,\"text\":\"private\"}")
                .path("id")
                .asText();
        host.vote("{\"session_id\":\"another\",\"score\":1}");
        host.accepted(TestRequest.post(
                "feedback/impressions", "{\"session_id\":\"+4917012345\",\"message_ids\":[\"m\",\"n\"]}"));

        List<String> log = LogLines.during(() -> {
            JsonNode receipt = json(host.send(erase("{\"session_id\":\"+4917012345\"}")));

            assertThat(receipt.at("/erased/feedback").asInt()).isEqualTo(1);
            assertThat(receipt.at("/erased/deliveries").asInt()).isEqualTo(1);
            assertThat(receipt.path("pending").asInt(-1)).isZero();
            assertThat(receipt.path("upstream").toString()).isEqualTo("[]");
            assertThat(receipt.path("name").asText()).startsWith("erased:");
        });

        assertThat(String.join("\n", log)).contains("erase: erased:").doesNotContain("4917012345");
        JsonNode record = host.read(TestHost.LIST + "/" + id);
        assertThat(record.path("status").asText()).isEqualTo("erased");
        assertThat(record.path("state").asText()).isEqualTo("erased");
        assertThat(record.path("score").isNull()).isTrue();
        assertThat(record.toString()).doesNotContain("private", "4917012345");
        assertThat(host.read(TestHost.LIST + "?session_id=%2B4917012345").path("feedbacks"))
                .isEmpty();
        assertThat(host.read("feedback/audit").at("/entries/0/action").asText()).isEqualTo("erase");
        assertThat(host.read("feedback/audit").toString()).doesNotContain("4917012345");
    }

    @Test
    void takesWhatIsSaidAfterwards() {
        host.vote("{\"session_id\":\"s\",\"score\":0}");
        host.send(erase("{\"session_id\":\"s\"}"));
        host.vote("{\"session_id\":\"s\",\"score\":1}");

        assertThat(host.service.current(TestHost.ASSISTANT, "s", "")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "{}, session_id",
                "~{\"session_id\":\"s\",\"assistantId\":\"a\"}~, ~~",
                "~{\"sessionId\":\"s\"}~, sessionId",
                "~{\"session_id\":7}~, session_id"
            })
    void erasesNothingByMistake(String body, String field) {
        host.vote("{\"session_id\":\"s\",\"score\":0}");

        Answer answer = host.send(erase(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").findValuesAsText("field")).containsExactly(field);
        assertThat(host.service.current(TestHost.ASSISTANT, "s", "")).hasSize(1);
    }

    @Test
    void isForOperatorsOfThisSite() {
        String body = "{\"session_id\":\"s\"}";
        host.close();
        host = TestHost.start(TestHost.config().readerRole("texts").operatorRole("actions"), folder);

        assertThat(host.send(TestRequest.post(PATH, body)).status()).isEqualTo(401);
        assertThat(host.send(TestRequest.post(PATH, body).role("texts").header("Sec-Fetch-Site", "same-origin"))
                        .status())
                .isIn(401, 403);
        assertThat(host.send(TestRequest.post(PATH, body).role("actions")).status())
                .isEqualTo(403);
        assertThat(host.send(TestRequest.post(PATH, body).role("actions").header("Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(200);
        assertThat(host.send(erase("{\"session_id\":\"s\",\"assistant_id\":\"nobody\"}"))
                        .status())
                .isEqualTo(404);
    }

    private static TestRequest erase(String body) {
        return admin(TestRequest.post(PATH, body)).header("Sec-Fetch-Site", "same-origin");
    }
}
