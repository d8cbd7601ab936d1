package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.masking.MaskKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words around a vote: taken with it, shown to readers, and to nobody else. */
class ContextTest {
    private static final String VOTE =
            "{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":0,\"context\":{\"question\":\"Mail of jane@example.com?\","
                    + "\"answer\":\"No.\",\"model\":\"ignored\"}}";

    @TempDir
    private Path folder;

    @Test
    void keepsTheWordsMaskedAndShowsThemWithTheRecordOnly() {
        try (TestHost host = TestHost.start(TestHost.config().mask(MaskKind.EMAIL), folder)) {
            JsonNode kept = host.vote(VOTE);
            String record = TestHost.LIST + "/" + kept.path("id").asText();

            JsonNode context = host.read(record).path("context");
            assertThat(context.path("question").asText()).isEqualTo("Mail of [email]?");
            assertThat(context.path("answer").asText()).isEqualTo("No.");
            assertThat(context.path("source").asText()).isEqualTo("page");
            assertThat(context.path("masked").path("email").asInt()).isEqualTo(1);
            assertThat(kept.has("context")).isFalse();
            assertThat(host.read(TestHost.LIST).path("feedbacks").get(0).has("context"))
                    .isFalse();
            JsonNode looked = host.read(record + "/context");
            assertThat(looked.path("state").asText()).isEqualTo("found");
            assertThat(looked.path("context")).isEqualTo(context);
        }
    }

    @Test
    void saysThatNothingIsKnownAndShowsNothingOfWhatIsTakenBack() {
        try (TestHost host = TestHost.start(folder)) {
            String without =
                    host.vote("{\"session_id\":\"t\",\"score\":0}").path("id").asText();
            String with = host.vote(VOTE).path("id").asText();
            TestRequest undo = TestRequest.delete(TestHost.LIST + "/" + with).header("Sec-Fetch-Site", "same-origin");
            assertThat(host.send(TestHost.admin(undo)).status()).isEqualTo(204);

            for (String id : new String[] {without, with}) {
                assertThat(host.read(TestHost.LIST + "/" + id).path("context").isNull())
                        .isTrue();
                JsonNode looked = host.read(TestHost.LIST + "/" + id + "/context");
                assertThat(looked.path("state").asText()).isEqualTo("unknown");
                assertThat(looked.path("detail").asText()).isNotBlank();
                assertThat(looked.path("context").isNull()).isTrue();
            }
        }
    }

    @Test
    void namesWhatIsWrongWithTheWords() {
        try (TestHost host = TestHost.start(folder)) {
            for (String wrong : new String[] {"7", "\"x\"", "[]", "true"}) {
                assertThat(fields(host, wrong)).containsExactly("context");
            }
            assertThat(fields(host, "{\"question\":7,\"answer\":[]}"))
                    .containsExactly("context.question", "context.answer");
            String tooLong = "x".repeat(4_001);
            assertThat(fields(host, "{\"question\":\"" + tooLong + "\",\"answer\":\"" + tooLong + "\"}"))
                    .containsExactly("context.question", "context.answer");
            for (String nothing : new String[] {"null", "{}", "{\"question\":null,\"answer\":\"\"}"}) {
                assertThat(host.vote(vote(nothing)).path("id").asText()).isNotEmpty();
            }
        }
    }

    @Test
    void takesTheSameRequestWithOtherWordsForAnotherRequest() {
        try (TestHost host = TestHost.start(folder)) {
            host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k"));
            host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k"));
            String other = VOTE.replace("No.", "Yes.");

            assertThat(host.send(TestRequest.vote(other).header("Idempotency-Key", "k"))
                            .status())
                    .isEqualTo(422);
        }
    }

    private static Iterable<String> fields(TestHost host, String context) {
        return TestHost.json(host.send(TestRequest.vote(vote(context))))
                .path("errors")
                .findValuesAsText("field");
    }

    private static String vote(String context) {
        return "{\"session_id\":\"s\",\"score\":0,\"context\":" + context + "}";
    }
}
