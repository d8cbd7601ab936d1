package io.feedback4j.delivery.twilio;

import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.delivery.http.RawServer.answer;
import static io.feedback4j.delivery.http.RawServer.reset;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.Feedbacks;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.http.HttpDestinationContract;
import io.feedback4j.delivery.http.RawServer;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioDestinationTest extends HttpDestinationContract {
    private static final String UUID = "019321b2-d23f-7b89-9af1-38e569eec609";

    @Test
    void sendsWhatTheDescriptionAsksForAndNothingElse() throws IOException {
        try (RawServer server = new RawServer(answer(201, "{\"id\":\"aia_fdbk_7\"}"));
                TwilioDestination twilio = twilio(server.url("/gateway/"), LONG)) {
            Feedback feedback = feedback("aia/asst 1", "webhook:conversations__IS1/CH1", "aia_msg_1", 1.0, "fine");

            Outcome outcome = twilio.send(feedback);

            assertThat(outcome).isEqualTo(new Outcome.Delivered("aia_fdbk_7"));
            RawServer.Received request = server.received.get(0);
            assertThat(request.line()).isEqualTo("POST /gateway/v1/Assistants/aia%2Fasst%201/Feedbacks HTTP/1.1");
            assertThat(request.body())
                    .isEqualTo("{\"session_id\":\"webhook:conversations__IS1/CH1\",\"message_id\":\"aia_msg_1\","
                            + "\"score\":1.0,\"text\":\"fine\"}");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("Accept")).isEqualTo("application/json");
            assertThat(request.header("User-Agent")).isEqualTo("feedback4j/1.2.3");
            assertThat(request.header("Authorization"))
                    .isEqualTo("Basic " + Base64.getEncoder().encodeToString("SKuser:geheim".getBytes(UTF_8)));
        }
    }

    @Test
    void leavesOutWhatThereIsNothingToSayAbout() {
        assertThat(sent(feedback("a", "s", "", null, "only text")))
                .isEqualTo("{\"session_id\":\"s\",\"text\":\"only text\"}");
        assertThat(sent(feedback("a", "s", "", 0.0, ""))).isEqualTo("{\"session_id\":\"s\",\"score\":0.0}");
    }

    @Test
    void givesABareUuidThePrefixAndAForeignMessageIdALineOfTheText() {
        assertThat(sent(feedback("a", "s", UUID, 1.0, "")))
                .isEqualTo("{\"session_id\":\"s\",\"message_id\":\"aia_msg_" + UUID + "\",\"score\":1.0}");
        assertThat(sent(feedback("a", "s", "IM1", 1.0, "well")))
                .isEqualTo("{\"session_id\":\"s\",\"score\":1.0,\"text\":\"well\\n[feedback message=IM1]\"}");
    }

    private static String sent(Feedback feedback) {
        try (RawServer server = new RawServer(answer(201, "{}"));
                TwilioDestination twilio = twilio(server.url(""), LONG)) {
            assertThat(twilio.send(feedback)).isEqualTo(new Outcome.Delivered(null));
            return server.received.get(0).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"id\":null}", "[]", "{\"id\":{}}", "{\"id\":", "null"})
    void takesEveryComplete2xxForDeliveredWhateverItSays(String body) {
        assertThat(outcome(answer(200, body))).isEqualTo(new Outcome.Delivered(null));
    }

    @Test
    void takesA2xxThatIsLongerThanItReadsForDelivered() {
        assertThat(outcome(answer(201, "x".repeat(1 << 20)))).isEqualTo(new Outcome.Delivered(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":20001,\"message\":\"secret text\",\"status\":400}",
                "{\"type\":\"about:blank\",\"title\":\"secret text\",\"code\":\"20001\"}",
                "{\"errors\":[{\"code\":20001,\"message\":\"secret text\"}]}"
            })
    void tellsTheUpstreamsNumberAndNeverItsWords(String body) {
        assertThat(outcome(answer(400, body)))
                .isEqualTo(new Outcome.Refused(400, "Twilio refused it: 400, code 20001"));
    }

    @Test
    void asksForTheNextPageOnItsOwnAddressOnly() throws IOException, ListingException {
        try (RawServer other = new RawServer(answer(200, "[]"))) {
            String foreign = other.url("/v1/X?PageSize=2&evil=1&Page=1&PageToken=a%2Fb+c#end")
                    .toString();
            try (RawServer server = new RawServer(
                            answer(200, "{\"feedbacks\":[],\"meta\":{\"next_page_url\":\"" + foreign + "\"}}"),
                            answer(200, "{\"feedbacks\":[],\"meta\":{\"next_page_url\":null}}"));
                    TwilioDestination twilio = twilio(server.url("/base"), LONG)) {

                Listing first = twilio.list("a", null);
                Listing second = twilio.list("a", first.next());

                assertThat(second.next()).isNull();
                assertThat(server.received)
                        .extracting(RawServer.Received::line)
                        .containsExactly(
                                "GET /base/v1/Assistants/a/Feedbacks?PageSize=200 HTTP/1.1",
                                "GET /base/v1/Assistants/a/Feedbacks?PageSize=2&Page=1&PageToken=a%2Fb+c HTTP/1.1");
                assertThat(other.received).isEmpty();
            }
        }
    }

    @Test
    void asksForSmallerPagesAfterOneThatIsTooLarge() throws IOException {
        String tooLarge = "[" + "\n".repeat(5 << 20) + "]";
        try (RawServer server = new RawServer(answer(200, tooLarge), answer(200, "[]"));
                TwilioDestination twilio = twilio(server.url(""), LONG)) {
            assertThatThrownBy(() -> twilio.list("a", null)).hasMessageContaining("more than 4 MiB");
            assertThatCode(() -> twilio.list("a", null)).doesNotThrowAnyException();

            assertThat(server.received.get(0).line()).contains("PageSize=200");
            assertThat(server.received.get(1).line()).contains("PageSize=50");
        }
    }

    @Test
    void readsEveryShapeOfAList() {
        String snake = "{\"id\":\"aia_fdbk_1\",\"session_id\":\"s\",\"message_id\":\"aia_msg_1\",\"score\":1,"
                + "\"text\":\"t\",\"date_created\":\"2026-11-23T10:00:00.5Z\",\"unknown\":[1]}";
        String camel = "{\"id\":\"aia_fdbk_1\",\"sessionId\":\"s\",\"messageId\":\"aia_msg_1\",\"score\":\"1.0\","
                + "\"text\":\"t\",\"createdAt\":\"2026-11-23T12:00:00.5+0200\"}";
        Listing.Item expected = new Listing.Item(
                "aia_fdbk_1",
                fingerprint(feedback("a", "s", "aia_msg_1", 1.0, "t")),
                "1:saia_msg_1",
                Instant.parse("2026-11-23T10:00:00.5Z"),
                new Listing.Said("s", "aia_msg_1", new Opinion(1.0, "t", List.of())));

        assertThat(items("[" + snake + "]")).containsExactly(expected);
        assertThat(items("{\"feedbacks\":[" + camel + "],\"meta\":{}}")).containsExactly(expected);
        assertThat(items("{\"things\":[" + snake + "],\"meta\":{\"key\":\"things\"}}"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aia_msg_1 | no\\n[feedback reasons=wrong,other]              | aia_msg_1 | no | wrong other",
                "``        | no\\n[feedback message=IM%20%2B]                 | IM +      | no | ``",
                "``        | [feedback reasons=wrong message=IM1]             | IM1       | `` | wrong",
                "``        | a\\n[feedback]                                  | ``        | a  | ``",
                "aia_msg_1 | a [feedback message=IM1]                         | aia_msg_1 | a [feedback message=IM1] | ``",
                "``        | a [feedback reasons=wrong]                       | ``        | a [feedback reasons=wrong] | ``",
                "``        | [feedback reasons=Not%0Aours]                    | ``        | [feedback reasons=Not%0Aours] | ``",
                "``        | [feedback reasons=wrong,wrong]                   | ``        | [feedback reasons=wrong,wrong] | ``",
                "aia_msg_1 | [feedback message=IM1]                           | aia_msg_1 | [feedback message=IM1] | ``",
            })
    void takesATrailerForOneOnlyIfItCanBeOurs(
            String messageId, String text, String message, String said, String reasons) {
        String record = "{\"id\":\"a\",\"session_id\":\"s\",\"message_id\":\"" + messageId
                + "\",\"score\":0,\"text\":\"" + text.strip() + "\"}";

        List<String> expected = reasons.isEmpty() ? List.of() : List.of(reasons.split(" "));
        assertThat(items("[" + record + "]"))
                .extracting(Listing.Item::said)
                .containsExactly(new Listing.Said("s", message, new Opinion(0.0, said, expected)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"session_id\":\"\",\"score\":1",
                "\"session_id\":\" s\",\"score\":1",
                "\"session_id\":\"a\\u0007b\",\"score\":1",
                "\"session_id\":\"s\",\"message_id\":\"a\\nb\",\"score\":1",
                "\"session_id\":\"s\",\"text\":\"[feedback message=a%00b]\"",
                "\"session_id\":\"s\",\"score\":1.5",
                "\"session_id\":\"s\",\"score\":\"NaN\"",
                "\"session_id\":\"s\",\"score\":1e999",
                "\"session_id\":\"s\""
            })
    void saysNothingWhereNothingOfItCouldBeKept(String members) {
        assertThat(items("[{\"id\":\"a\"," + members + "}]"))
                .singleElement()
                .extracting(Listing.Item::said)
                .isNull();
    }

    @Test
    void saysNothingWhereTheTextIsTooLong() {
        String text = "x".repeat(Opinion.MAX_TEXT_CODE_POINTS + 1);

        assertThat(items("[{\"id\":\"a\",\"session_id\":\"s\",\"text\":\"" + text + "\"}]"))
                .singleElement()
                .extracting(Listing.Item::said)
                .isNull();
    }

    @Test
    void takesAbsentAndEmptyForTheSameAndADateItCannotReadForNone() {
        Listing.Item expected = new Listing.Item(null, fingerprint(feedback("a", "s", "", null, "")), "1:s", null);

        assertThat(items("[{\"session_id\":\"s\",\"message_id\":null,\"text\":null,\"created_at\":\"\"}]"))
                .containsExactly(expected);
        assertThat(
                        items(
                                "[{\"session_id\":\"s\",\"message_id\":\"\",\"text\":\"\",\"score\":null,\"date_created\":\"x\"}]"))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"feedbacks\":{}}",
                "<html>",
                "\"text\"",
                "{\"feedbacks\":[{\"id\":\"a",
                "{\"feedbacks\":[],\"meta\":{\"next_page_url\":\"https://x.invalid/\"}}",
                "{\"feedbacks\":[],\"meta\":{\"next_page_url\":\"?PageToken=%zz\"}}"
            })
    void cannotLookWhereTheListCannotBeUnderstood(String body) {
        assertThatThrownBy(() -> items(body)).hasRootCauseInstanceOf(ListingException.class);
    }

    private static List<Listing.Item> items(String body) {
        try (RawServer server = new RawServer(answer(200, body));
                TwilioDestination twilio = twilio(server.url(""), LONG)) {
            return twilio.list("a", null).items();
        } catch (IOException | ListingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void saysWhatAListThatFailsMeans() throws IOException {
        try (RawServer server = new RawServer(answer(404, ""), answer(429, "", "Retry-After: 3"), reset());
                TwilioDestination twilio = twilio(server.url(""), LONG)) {
            assertThat(failure(twilio)).isInstanceOf(Outcome.Gone.class);
            assertThat(failure(twilio)).isEqualTo(throttled(3));
            assertThat(failure(twilio)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    private static @Nullable Outcome failure(TwilioDestination twilio) {
        try {
            twilio.list("a", null);
            return null;
        } catch (ListingException e) {
            return e.outcome();
        }
    }

    @Test
    void tellsRecordsApartByAllThatGoesUpstreamAndByNothingElse() {
        Feedback feedback = feedback("a", "s", UUID, 0.1, "t");

        assertThat(fingerprint(feedback))
                .isEqualTo(fingerprint(feedback("a", "s", "aia_msg_" + UUID, (double) 0.1f, "t")))
                .isNotEqualTo(fingerprint(feedback("a", "s2", UUID, 0.1, "t")))
                .isNotEqualTo(fingerprint(feedback("a", "s", "", 0.1, "t")))
                .isNotEqualTo(fingerprint(feedback("a", "s", UUID, 0.2, "t")))
                .isNotEqualTo(fingerprint(feedback("a", "s", UUID, null, "t")))
                .isNotEqualTo(fingerprint(feedback("a", "s", UUID, 0.1, "t2")))
                .isNotEqualTo(fingerprint(
                        Feedbacks.of(new Target("a", "s", UUID, ""), new Opinion(0.1, "t", List.of("wrong")))));
    }

    private static String fingerprint(Feedback feedback) {
        try (TwilioDestination twilio = twilio(URI.create("http://localhost"), LONG)) {
            return twilio.fingerprint(feedback);
        }
    }

    @Test
    void followsNoRedirectOfItsListEither() throws IOException {
        try (RawServer other = new RawServer(answer(200, "[]"));
                RawServer server = new RawServer(answer(302, "", "Location: " + other.url("/elsewhere")));
                TwilioDestination twilio = twilio(server.url(""), LONG)) {
            assertThatThrownBy(() -> twilio.list("a", null)).isInstanceOf(ListingException.class);

            assertThat(other.received).isEmpty();
        }
    }

    @Test
    void neverPrintsItsPassword() {
        assertThat(options(URI.create("http://localhost"), LONG).toString()).doesNotContain("geheim");
    }

    @Override
    protected Destination destination(URI url, Duration timeout) {
        return twilio(url, timeout);
    }

    @Override
    protected String who() {
        return "Twilio";
    }

    private static TwilioDestination twilio(URI baseUrl, Duration timeout) {
        return new TwilioDestination(options(baseUrl, timeout));
    }

    private static TwilioOptions options(URI baseUrl, Duration timeout) {
        return new TwilioOptions(baseUrl, "SKuser", "geheim", timeout, true, "1.2.3");
    }
}
