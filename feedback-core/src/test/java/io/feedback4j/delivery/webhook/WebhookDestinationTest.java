package io.feedback4j.delivery.webhook;

import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.delivery.http.RawServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.Feedbacks;
import io.feedback4j.delivery.MutableClock;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.http.HttpDestinationContract;
import io.feedback4j.delivery.http.RawServer;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDestinationTest extends HttpDestinationContract {
    private static final String NEW = "RWluIGdlaGVpbWVyIFNjaGx1ZXNzZWwu";
    private static final String OLD = "RWluIGFsdGVyIFNjaGx1ZXNzZWwuLi4u";

    private final MutableClock clock = new MutableClock();

    @Override
    protected Destination destination(URI url, Duration timeout) {
        return new WebhookDestination(options(url, timeout, "whsec_" + NEW), clock);
    }

    @Override
    protected String who() {
        return "the receiver";
    }

    @Test
    void postsTheRecordAsOneDocument() throws IOException {
        try (RawServer server = new RawServer(answer(204, ""));
                Destination webhook = destination(server.url("/in/box?key=1"), LONG)) {
            Feedback feedback = Feedbacks.of(
                    new Target("aia_asst_1", "conversations__IS1/CH1", "aia_msg_1", ""),
                    new Opinion(0.5, "ça \"va\"\n😀", List.of("unclear", "incomplete")));

            assertThat(webhook.send(feedback)).isEqualTo(new Outcome.Delivered(null));

            RawServer.Received request = server.received.get(0);
            assertThat(request.line()).isEqualTo("POST /in/box?key=1 HTTP/1.1");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("User-Agent")).isEqualTo("feedback4j/1.2.3");
            String created = "2026-11-23T09:59:00.000Z";
            JsonNode expected = json("{'type':'feedback.created','timestamp':'" + created + "','data':{"
                    + "'id':'" + feedback.id().value() + "','assistant_id':'aia_asst_1',"
                    + "'session_id':'conversations__IS1/CH1','message_id':'aia_msg_1','score':0.5,"
                    + "'text':'ça \\\"va\\\"\\n😀','reasons':['unclear','incomplete'],"
                    + "'date_created':'" + created + "','date_updated':'" + created + "',"
                    + "'created_at':'" + created + "','updated_at':'" + created
                    + "','status':'current','source':'api'}}");
            assertThat(json(request.body())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void writesAWholeScoreAsOurApiDoes(double score) throws IOException {
        assertThat(bodyOf(feedback("a", "s", "", score, ""))).contains("\"score\":" + (int) score + ",");
    }

    @Test
    void showsWhatIsMissingAsOurApiDoes() throws IOException {
        assertThat(bodyOf(feedback("a", "s", "", null, "")))
                .contains("\"message_id\":\"\",\"score\":null,\"text\":\"\",\"reasons\":[]");
    }

    private String bodyOf(Feedback feedback) throws IOException {
        try (RawServer server = new RawServer(answer(200, ""));
                Destination webhook = destination(server.url("/"), LONG)) {
            webhook.send(feedback);
            return server.received.get(0).body();
        }
    }

    @Test
    void signsWhatItSendsWithEveryKey() throws Exception {
        try (RawServer server = new RawServer(answer(200, ""));
                Destination webhook = new WebhookDestination(
                        options(server.url("/"), LONG, "whsec_" + NEW + " whsec_" + OLD), clock)) {
            webhook.send(feedback("a", "s", "", 1.0, "ünïcode"));

            RawServer.Received request = server.received.get(0);
            assertThat(request.header("webhook-signature"))
                    .isEqualTo("v1," + hmac(NEW, request) + " v1," + hmac(OLD, request));
        }
    }

    @Test
    void keepsTheIdAndTellsTheTimeOfEachTry() throws Exception {
        try (RawServer server = new RawServer(answer(500, ""), answer(200, ""));
                Destination webhook = destination(server.url("/"), LONG)) {
            Feedback feedback = feedback();
            long first = clock.instant().getEpochSecond();
            webhook.send(feedback);
            clock.advance(Duration.ofSeconds(90));
            webhook.send(feedback);

            assertThat(server.received)
                    .extracting(request -> request.header("webhook-id"))
                    .containsOnly(feedback.id().value())
                    .hasSize(2);
            assertThat(server.received)
                    .extracting(request -> request.header("webhook-timestamp"))
                    .containsExactly(Long.toString(first), Long.toString(first + 90));
            assertThat(server.received.get(0).body())
                    .isEqualTo(server.received.get(1).body());
            for (RawServer.Received request : server.received) {
                assertThat(request.header("webhook-signature")).isEqualTo("v1," + hmac(NEW, request));
            }
        }
    }

    @Test
    void mayBeSentTheSameAgain() {
        try (Destination webhook = destination(URI.create("http://localhost"), LONG)) {
            assertThat(webhook.recognisesRepeats()).isTrue();
        }
    }

    @Test
    void tellsNothingOfWhatTheReceiverSays() {
        assertThat(outcome(answer(400, "{\"code\":20001,\"message\":\"secret\"}")))
                .isEqualTo(new Outcome.Refused(400, "the receiver refused it: 400"));
    }

    @Test
    void neverPrintsItsSecretsOrItsPath() {
        assertThat(options(URI.create("https://example.com:8443/T123/s3cret?key=s3cret"), LONG, "whsec_" + NEW)
                        .toString())
                .contains("https://example.com:8443/***")
                .doesNotContain(NEW)
                .doesNotContain("s3cret");
    }

    /** What the standard tells a receiver to do. */
    private static String hmac(String key, RawServer.Received request) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
        String signed = request.header("webhook-id") + "." + request.header("webhook-timestamp") + "." + request.body();
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.startsWith("{'") ? text.replace('\'', '"') : text);
    }

    private static WebhookOptions options(URI url, Duration timeout, String secret) {
        return new WebhookOptions(url, WebhookSecrets.parse(secret), timeout, "1.2.3");
    }
}
