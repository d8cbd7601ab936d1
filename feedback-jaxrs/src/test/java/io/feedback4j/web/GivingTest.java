package io.feedback4j.web;

import static io.feedback4j.web.TestHost.LIST;
import static io.feedback4j.web.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.RateLimit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GivingTest {
    private static final String VOTE =
            "{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":1,\"text\":\"gut\",\"reasons\":[\"other\"]}";

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
    void answersTheWholeRecordAndWhereItIs() {
        Answer answer = host.send(TestRequest.vote(VOTE));

        JsonNode record = json(answer);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/json;charset=UTF-8")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(names(record))
                .containsExactly(
                        "id",
                        "assistant_id",
                        "session_id",
                        "message_id",
                        "score",
                        "text",
                        "reasons",
                        "date_created",
                        "date_updated",
                        "created_at",
                        "updated_at",
                        "status",
                        "source",
                        "state",
                        "settles_at",
                        "undo");
        assertThat(record.path("id").asText()).startsWith("aia_fdbk_");
        assertThat(record.path("assistant_id").asText()).isEqualTo(TestHost.ASSISTANT);
        assertThat(record.path("score").toString()).isEqualTo("1");
        assertThat(record.path("text").asText()).isEqualTo("gut");
        assertThat(record.path("reasons").toString()).isEqualTo("[\"other\"]");
        assertThat(record.path("status").asText()).isEqualTo("current");
        assertThat(record.path("state").asText()).isEqualTo("settling");
        assertThat(record.path("undo").asText()).matches("[A-Za-z0-9_-]{43}");
        assertThat(record.path("date_created").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(record.path("created_at")).isEqualTo(record.path("date_created"));
        assertThat(Instant.parse(record.path("settles_at").asText()))
                .isAfter(Instant.parse(record.path("date_created").asText()));
    }

    @Test
    void showsWhatIsAbsentAsTwilioDoes() {
        JsonNode record = host.vote("{\"session_id\":\"s\",\"reasons\":[\"wrong\"]}");

        assertThat(record.path("message_id").asText("?")).isEmpty();
        assertThat(record.path("text").asText("?")).isEmpty();
        assertThat(record.path("score").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.0, 1", "0.5, 0.5", "-0, 0"})
    void writesAScoreAsItIsMeant(String written, String shown) {
        assertThat(host.vote("{\"session_id\":\"s\",\"score\":" + written + "}")
                        .path("score")
                        .toString())
                .isEqualTo(shown);
    }

    @Test
    void ignoresCredentialsBecauseTwiliosGuideSendsThem() {
        assertThat(host.send(TestRequest.vote(VOTE).basic("AC0", "wrong").from("192.0.2.7"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void answersARepeatUnderTheSameKeyWithTheFirstRecord() {
        JsonNode first = host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k1"));
        JsonNode again = host.accepted(TestRequest.vote(" " + VOTE).header("Idempotency-Key", "k1"));

        assertThat(again).isEqualTo(first);
        assertThat(host.read(LIST).path("feedbacks")).hasSize(1);
    }

    @Test
    void givesARepeatNothingOfWhatWasTakenBack() {
        JsonNode first = host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k1"));
        host.send(TestRequest.delete(LIST + "/" + first.path("id").asText())
                .header("Feedback-Undo", first.path("undo").asText()));

        JsonNode again = host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k1"));

        assertThat(again.path("id")).isEqualTo(first.path("id"));
        assertThat(again.path("status").asText()).isEqualTo("withdrawn");
        assertThat(again.path("score").isNull()).isTrue();
        assertThat(again.path("text").asText("?")).isEmpty();
        assertThat(again.path("undo")).isEqualTo(first.path("undo"));
    }

    @Test
    void refusesAnotherRequestUnderTheSameKey() {
        host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k1"));

        Answer answer =
                host.send(TestRequest.vote(VOTE.replace("gut", "schlecht")).header("Idempotency-Key", "k1"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(json(answer).path("code").asInt()).isEqualTo(42201);
        assertThat(host.read(LIST).path("feedbacks")).hasSize(1);
    }

    @Test
    void takesAKeyForTheSessionItCameWith() {
        JsonNode first = host.accepted(TestRequest.vote(VOTE).header("Idempotency-Key", "k1"));
        JsonNode other =
                host.accepted(TestRequest.vote(VOTE.replace("\"s\"", "\"t\"")).header("Idempotency-Key", "k1"));

        assertThat(other.path("id")).isNotEqualTo(first.path("id"));
    }

    @Test
    void namesNobodyWhoseAssistantIsNotConfigured() {
        Answer answer = host.send(TestRequest.post("v1/Assistants/kanarienvogel/Feedbacks", VOTE));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(json(answer).toString()).doesNotContain("kanarienvogel");
        assertThat(json(answer)).isEqualTo(json(host.send(TestRequest.post("v1/Assistants/x/Feedbacks", VOTE))));
    }

    @Test
    void takesAConfiguredAssistantByName() {
        JsonNode record = host.accepted(TestRequest.post("v1/Assistants/aia_asst_2/Feedbacks", VOTE));

        assertThat(record.path("assistant_id").asText()).isEqualTo("aia_asst_2");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 415",
                "'', 415",
                "text/plain, 415",
                "application/x-www-form-urlencoded, 415",
                "multipart/form-data, 415",
                "text/json, 415",
                "application/jsonp, 415",
                "application/json;charset=utf-16, 415",
                "application/json;charset=iso-8859-1, 415",
                "application/json;charset=, 415",
                "application/json, 202",
                "Application/JSON; Charset=\"UTF-8\", 202",
                "application/json;charset=utf-8;x=y, 202"
            })
    void readsJsonInUtf8Only(@Nullable String type, int status) {
        TestRequest request = TestRequest.vote(VOTE).without("Content-Type");

        assertThat(host.send(type == null ? request : request.header("Content-Type", type))
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"gzip, 415", "br, 415", "'identity, gzip', 415", "identity, 202", "'', 202"})
    void readsNothingCompressed(String encoding, int status) {
        assertThat(host.send(TestRequest.vote(VOTE).header("Content-Encoding", encoding))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void readsNoFurtherThanItsLimit() {
        CountingBody endless = new CountingBody();

        Answer answer = host.send(TestRequest.vote("").body(endless));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(endless.read).isLessThanOrEqualTo(2 * JsonBody.MAX_BYTES);
    }

    @Test
    void refusesALargeBodyByItsLengthAlone() {
        CountingBody endless = new CountingBody();

        Answer answer = host.send(
                TestRequest.vote("").header("Content-Length", "1000000000").body(endless));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(endless.read).isZero();
    }

    @Test
    void asksForARepeatWhereTheHostInterruptsTheReading() {
        InputStream interrupted = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new InterruptedIOException();
            }
        };

        Answer answer = host.send(TestRequest.vote("").body(interrupted));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    @Test
    void takesABodyThatBreaksOffForTheCallersTrouble() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThat(host.send(TestRequest.vote("").body(broken)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void refusesPagesOfOtherSites(String site) {
        Answer answer = host.send(TestRequest.vote(VOTE).header("Sec-Fetch-Site", site));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.headers()).containsEntry("Vary", "Sec-Fetch-Site, Origin");
        assertThat(host.read(LIST).path("feedbacks")).isEmpty();
    }

    @Test
    void answersNobodyWhoTakesNoJsonAndKeepsNothing() {
        assertThat(host.send(TestRequest.vote(VOTE).header("Accept", "text/html"))
                        .status())
                .isEqualTo(406);
        assertThat(host.read(LIST).path("feedbacks")).isEmpty();
    }

    @Test
    void keepsTheVoterWhomTheHostNames() {
        host.voter.set("alice");
        JsonNode one = host.vote(VOTE);
        host.voter.set("bob");
        JsonNode two = host.vote(VOTE);

        assertThat(host.read(LIST + "/" + one.path("id").asText())
                        .path("status")
                        .asText())
                .isEqualTo("current");
        assertThat(host.read(LIST + "/" + two.path("id").asText())
                        .path("status")
                        .asText())
                .isEqualTo("current");
        assertThat(one.toString()).doesNotContain("alice");
    }

    @Test
    void letsOneVoteBeChangedThirtyTimesInAnHour(@TempDir Path other) {
        RateLimits limits = new RateLimits(new RateLimit(1_000, Duration.ofMinutes(1)), null, null);
        try (TestHost limited = TestHost.start(TestHost.config().rateLimits(limits), other)) {
            for (int i = 0; i < 30; i++) {
                limited.vote(VOTE);
            }
            Answer tooMany = limited.send(TestRequest.vote(VOTE));
            limited.vote("{\"session_id\":\"s\",\"message_id\":\"another\",\"score\":1}");
            limited.nanos.addAndGet(Duration.ofMinutes(2).toNanos());
            limited.vote(VOTE);

            assertThat(tooMany.status()).isEqualTo(429);
            assertThat(tooMany.headers()).containsEntry("Retry-After", "120");
            assertThat(json(tooMany).path("detail").asText()).contains("30 in an hour");
        }
    }

    @Test
    void slowsDownASessionAndAnAddressAndKeepsNothing(@TempDir Path other) {
        RateLimits limits =
                new RateLimits(new RateLimit(2, Duration.ofMinutes(1)), new RateLimit(4, Duration.ofMinutes(1)), null);
        try (TestHost limited = TestHost.start(TestHost.config().rateLimits(limits), other)) {
            limited.vote(VOTE);
            limited.vote(VOTE);
            Answer session = limited.send(TestRequest.vote(VOTE));
            limited.vote(VOTE.replace("\"s\"", "\"t\""));
            Answer address = limited.send(TestRequest.vote(VOTE.replace("\"s\"", "\"u\"")));

            assertThat(session.status()).isEqualTo(429);
            assertThat(session.headers()).containsEntry("Retry-After", "30");
            assertThat(address.status()).isEqualTo(429);
            assertThat(address.headers()).containsEntry("Retry-After", "15");
            assertThat(limited.read(LIST).path("feedbacks")).hasSize(3);

            limited.nanos.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(limited.send(TestRequest.vote(VOTE)).status()).isEqualTo(202);
            assertThat(limited.send(TestRequest.vote(VOTE.replace("\"s\"", "\"v\""))
                                    .from(null))
                            .status())
                    .isEqualTo(202);
        }
    }

    @Test
    void says503WithAPauseWhenItIsStopping() {
        host.service.close();

        Answer answer = host.send(TestRequest.vote(VOTE));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().get("Retry-After")).matches("[1-9]\\d*");
        assertThat(json(answer).path("code").asInt()).isEqualTo(50301);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.properties().forEach(member -> names.add(member.getKey()));
        return names;
    }

    /** White space without end. */
    private static final class CountingBody extends ByteArrayInputStream {
        private int read;

        CountingBody() {
            super(new byte[0]);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            read += length;
            Arrays.fill(buffer, offset, offset + length, (byte) ' ');
            return length;
        }

        @Override
        public byte[] readNBytes(int length) {
            byte[] bytes = new byte[length];
            read(bytes, 0, length);
            return bytes;
        }
    }
}
