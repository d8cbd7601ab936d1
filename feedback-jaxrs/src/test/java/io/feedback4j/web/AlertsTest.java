package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.testing.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
    private static final String PREVIEW = "feedback/insights/alerts/preview";

    @TempDir
    private Path folder;

    private static void vote(TestHost host, int count, int score) {
        for (int i = 0; i < count; i++) {
            host.vote("{\"session_id\":\"" + score + "-" + i + "\",\"score\":" + score + "}");
        }
    }

    @Test
    void showsWhatALineWouldHaveRaised() {
        try (TestHost host = TestHost.start(folder)) {
            vote(host, 30, 1);
            vote(host, 30, 0);

            JsonNode preview = host.read(PREVIEW + "?line=0.8&until=2999-01-01&from=2000-01-01&zone=Asia/Kolkata");

            assertThat(preview.path("votes").asInt()).isEqualTo(60);
            assertThat(preview.path("line").asDouble()).isEqualTo(0.8);
            assertThat(preview.path("from").asText()).isEqualTo("1999-12-31T18:30:00.000Z");
            assertThat(preview.path("alerts")).singleElement().satisfies(alert -> {
                assertThat(alert.path("votes").asInt()).isBetween(15, 30);
                assertThat(alert.path("announced_at").isNull()).isTrue();
            });
            assertThat(host.read(PREVIEW + "?line=0.05").path("alerts")).isEmpty();
            assertThat(host.read(PREVIEW + "?line=0.8&assistant=aia_asst_2&until=2999-01-01")
                            .path("votes")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void namesEveryParameterThatIsWrong() {
        try (TestHost host = TestHost.start(folder)) {
            assertThat(fields(host, "?line=2&from=x&until=2026-13-01&zone=Mars"))
                    .containsExactlyInAnyOrder("line", "from", "until", "zone");
            assertThat(fields(host, "")).containsExactly("line");
            assertThat(fields(host, "?line=NaN")).containsExactly("line");
            assertThat(fields(host, "?line=0.5&from=2026-02-01&until=2026-01-01"))
                    .containsExactly("from");
            assertThat(host.send(TestHost.admin(TestRequest.get(PREVIEW + "?line=0.5&assistant=nobody")))
                            .status())
                    .isEqualTo(404);
        }
    }

    private static List<String> fields(TestHost host, String query) {
        return host.read(PREVIEW + query).path("errors").findValuesAsText("field");
    }

    @Test
    void saysThatNothingIsWatched() {
        try (TestHost host = TestHost.start(folder)) {
            JsonNode alerts = host.read("feedback/insights/alerts");

            assertThat(alerts.path("line").isNull()).isTrue();
            assertThat(alerts.path("watched")).isEmpty();
            assertThat(alerts.path("alerts")).isEmpty();
            assertThat(alerts.path("definition").asText()).isNotBlank();
        }
    }

    @Test
    void startsTheWatchWithTheServiceAndEndsItWithIt() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            try (TestHost host = TestHost.start(
                    TestHost.config()
                            .settleWindow(Duration.ZERO)
                            .alertPositiveShare(0.7)
                            .alertWebhook(receiver.url(), WebhookReceiver.SECRET),
                    folder)) {
                long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (host.read("feedback/insights/alerts").path("watched").size() < 2) {
                    assertThat(System.nanoTime()).isLessThan(end);
                }
                JsonNode alerts = host.read("feedback/insights/alerts");
                assertThat(alerts.path("line").asDouble()).isEqualTo(0.7);
                assertThat(alerts.path("watched").get(0).path("armed").asBoolean())
                        .isTrue();
            }
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("feedback-alert") && thread.isAlive());
            assertThat(receiver.events()).isEmpty();
        }
    }
}
