package io.feedback4j.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.delivery.Outcome;
import io.feedback4j.store.Alert;
import io.feedback4j.testing.WebhookReceiver;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignedPostTest {
    private static final Instant FIRED = Instant.parse("2026-03-01T10:00:00Z");

    private static WebhookOptions options(WebhookReceiver receiver) {
        WebhookSecrets secrets = WebhookSecrets.parse(WebhookReceiver.SECRET);
        return new WebhookOptions(receiver.url(), secrets, Duration.ofSeconds(10), "test");
    }

    @Test
    void postsAnAlarmThatItsReceiverCanTrust() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver();
                SignedPost post = new SignedPost(options(receiver), Clock.systemUTC())) {
            Alert alert = new Alert("alert_1", "aia_asst_1", 0.8, FIRED, 40, 20, null, null);

            assertThat(post.send(alert.id(), AlertEvent.of(alert))).isInstanceOf(Outcome.Delivered.class);

            assertThat(receiver.events()).singleElement().satisfies(event -> {
                assertThat(event.id()).isEqualTo("alert_1");
                assertThat(event.body().toString())
                        .isEqualTo("{\"type\":\"positive_share.fell\",\"timestamp\":\"2026-03-01T10:00:00Z\",\"data\":"
                                + "{\"id\":\"alert_1\",\"assistant_id\":\"aia_asst_1\",\"line\":0.8,\"votes\":40,"
                                + "\"positive\":20,\"share\":0.5,\"fired_at\":\"2026-03-01T10:00:00Z\","
                                + "\"recovered_at\":null}}");
            });
            receiver.statuses.add(500);
            assertThat(post.send(alert.id(), AlertEvent.of(alert))).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void postsNothingOnceItIsClosed() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            SignedPost post = new SignedPost(options(receiver), Clock.systemUTC());
            post.close();
            post.close();

            assertThat(post.send("x", new byte[0])).isInstanceOf(Outcome.Unreachable.class);
            assertThat(receiver.events()).isEmpty();
        }
    }
}
