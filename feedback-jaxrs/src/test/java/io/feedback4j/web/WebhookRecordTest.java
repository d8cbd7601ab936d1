package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.testing.WebhookReceiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook's receiver is told what the API shows. */
class WebhookRecordTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"session_id\":\"conversations__IS1/CH1\",\"message_id\":\"aia_msg_1\",\"score\":1}",
                "{\"session_id\":\"s\",\"score\":0.25,\"text\":\"\\\"h\\u00e9\\\" \\ud83d\\ude00\\n\",\"reasons\":[\"unclear\",\"incomplete\"]}",
                "{\"session_id\":\"s\",\"text\":\"only text\"}",
            })
    void isToldTheRecordWithoutItsState(String vote) throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver();
                TestHost host = TestHost.start(sendingTo(receiver), folder)) {
            String id = host.vote(vote).path("id").asText();
            List<WebhookReceiver.Event> events = receiver.awaitEvents(1);
            JsonNode page = host.read(TestHost.LIST);

            ObjectNode shown = page.withArray("feedbacks").get(0).deepCopy();
            shown.remove("state");
            assertThat(events).singleElement().satisfies(event -> {
                assertThat(event.id()).isEqualTo(id);
                assertThat(event.body().path("type").asText()).isEqualTo("feedback.created");
                assertThat(event.body().path("timestamp")).isEqualTo(shown.path("created_at"));
                assertThat(event.body().path("data")).isEqualTo(shown);
            });
        }
    }

    @Test
    void showsWhereItWentAtEveryDestination() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver();
                TestHost host = TestHost.start(
                        sendingTo(receiver)
                                .twilioAccount("AC1", "token")
                                .twilioBaseUrl(URI.create("http://127.0.0.1:9")),
                        folder)) {
            String id =
                    host.vote("{\"session_id\":\"s\",\"score\":1}").path("id").asText();

            JsonNode record = host.read(TestHost.LIST + "/" + id);

            assertThat(record.path("deliveries").findValuesAsText("destination"))
                    .containsExactly("twilio", "webhook");
            assertThat(host.read(TestHost.LIST + "?state=rejected").path("feedbacks"))
                    .isEmpty();
        }
    }

    private static FeedbackConfig.Builder sendingTo(WebhookReceiver receiver) {
        return TestHost.config().settleWindow(Duration.ZERO).webhook(receiver.url(), WebhookReceiver.SECRET);
    }
}
