package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.testing.LogLines;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskPreviewTest {
    private static final String TEXT = "{\"text\":\"jane@example.com 4111 1111 1111 1111 0301234567\"}";

    @TempDir
    private Path folder;

    private static TestRequest preview(String json) {
        return TestRequest.post("feedback/mask/preview", json).header("Sec-Fetch-Site", "same-origin");
    }

    @Test
    void showsWhatWouldBeKeptByWhatIsConfigured() {
        try (TestHost host = TestHost.start(TestHost.config().mask(MaskKind.PHONE), folder)) {
            Answer answer = host.send(TestHost.admin(preview(TEXT)));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(TestHost.json(answer).toString())
                    .isEqualTo("{\"text\":\"jane@example.com 4111 1111 1111 1111 [phone]\","
                            + "\"masked\":{\"email\":0,\"phone\":1,\"card\":0},\"mask\":[\"phone\"]}");
        }
    }

    @Test
    void showsAllKindsWhereNoneIsConfiguredAndThoseThatAreAskedFor() {
        try (TestHost host = TestHost.start(folder)) {
            assertThat(TestHost.json(host.send(TestHost.admin(preview(TEXT))))
                            .path("text")
                            .asText())
                    .isEqualTo("[email] [card] [phone]");
            String asked = TEXT.replace("}", ",\"mask\":[\"card\",\"email\"]}");
            assertThat(TestHost.json(host.send(TestHost.admin(preview(asked))))
                            .path("text")
                            .asText())
                    .isEqualTo("[email] [card] 0301234567");
        }
    }

    @Test
    void keepsNothingAndLogsNothing() {
        try (TestHost host = TestHost.start(folder)) {
            List<String> lines = LogLines.during(() -> host.send(TestHost.admin(preview(TEXT))));

            assertThat(lines).noneMatch(line -> line.contains("jane") || line.contains("030"));
            assertThat(host.read(TestHost.LIST).path("feedbacks")).isEmpty();
        }
    }

    @Test
    void namesWhatIsWrongAndOpensForReadersOnly() {
        try (TestHost host =
                TestHost.start(TestHost.config().viewerRole("viewers").readerRole("readers"), folder)) {
            String wrong = "{\"text\":7,\"mask\":[\"name\"]}";
            JsonNode problem = TestHost.json(host.send(preview(wrong).role("readers")));

            assertThat(problem.path("errors").findValuesAsText("field")).containsExactly("text", "mask");
            assertThat(host.send(preview(TEXT).role("viewers")).status()).isIn(401, 403);
            assertThat(host.send(preview(TEXT)).status()).isEqualTo(401);
            assertThat(host.send(preview(TEXT).without("Sec-Fetch-Site").role("readers"))
                            .status())
                    .isEqualTo(403);
            String tooLong = "{\"text\":\"" + "x".repeat(4_001) + "\"}";
            assertThat(host.send(preview(tooLong).role("readers")).status()).isEqualTo(400);
        }
    }

    @Test
    void showsVotersAndReadersWhatWasMaskedAndKnowsARepeatByWhatWasSent() {
        try (TestHost host = TestHost.start(TestHost.config().mask(MaskKind.values()), folder)) {
            String vote = "{\"session_id\":\"s\",\"text\":\"Tel 030 1234567\"}";
            JsonNode first = host.accepted(TestRequest.vote(vote).header("Idempotency-Key", "k"));
            JsonNode again = host.accepted(TestRequest.vote(vote).header("Idempotency-Key", "k"));
            String masked = vote.replace("030 1234567", "[phone]");

            assertThat(first.path("text").asText()).isEqualTo("Tel [phone]");
            assertThat(first.path("masked").toString()).isEqualTo("{\"email\":0,\"phone\":1,\"card\":0}");
            assertThat(again.path("id")).isEqualTo(first.path("id"));
            assertThat(host.send(TestRequest.vote(masked).header("Idempotency-Key", "k"))
                            .status())
                    .isEqualTo(422);
            JsonNode read = host.read(TestHost.LIST + "/" + first.path("id").asText());
            assertThat(read.path("history").get(0).path("masked").path("phone").asInt())
                    .isEqualTo(1);
            assertThat(host.vote("{\"session_id\":\"s\",\"text\":\"fine\"}").has("masked"))
                    .isFalse();
        }
    }
}
