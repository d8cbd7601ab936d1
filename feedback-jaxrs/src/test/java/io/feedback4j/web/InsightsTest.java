package io.feedback4j.web;

import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static io.feedback4j.web.TestRequest.get;
import static io.feedback4j.web.TestRequest.of;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsightsTest {
    private static final String INSIGHTS = "feedback/insights/";

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        FeedbackConfig.Builder config =
                TestHost.config().viewerRole("viewer").readerRole("reader").operatorRole("operator");
        host = TestHost.start(config, folder);
    }

    @AfterEach
    void close() {
        host.close();
    }

    /** What is answered once so many votes are added up. */
    private JsonNode summary(String query, int votes) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode summary = host.read(INSIGHTS + "summary" + query);
        while (summary.at("/votes/value").asInt(-1) != votes && System.nanoTime() < end) {
            Thread.onSpinWait();
            summary = host.read(INSIGHTS + "summary" + query);
        }
        assertThat(summary.at("/votes/value").asInt(-1)).as("%s", summary).isEqualTo(votes);
        return summary;
    }

    private JsonNode vote(String session, String message, String more) {
        return host.vote("{\"session_id\":\"" + session + "\",\"message_id\":\"" + message + "\"," + more + "}");
    }

    private static TestRequest post(String path, String body) {
        return TestRequest.post(path, body).header("Sec-Fetch-Site", "same-origin");
    }

    @Test
    void countsAWrongPasswordOnce() {
        for (int guess = 0; guess < 9; guess++) {
            assertThat(host.send(TestRequest.get(INSIGHTS + "sessions").basic("admin", "guess" + guess))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void showsNothingAsNothing() {
        JsonNode summary = summary("", 0);

        assertThat(summary.at("/positive_share/value").isNull()).isTrue();
        assertThat(summary.at("/positive_share/n").asInt(-1)).isZero();
        assertThat(summary.at("/positive_share/interval").isNull()).isTrue();
        assertThat(summary.at("/positive_share/difference/verdict").asText()).isEqualTo("not_enough_votes");
        assertThat(summary.at("/mean_score/value").isNull()).isTrue();
        assertThat(summary.at("/response_rate/value").isNull()).isTrue();
        assertThat(summary.at("/sessions/share").isNull()).isTrue();
        assertThat(summary.at("/period/complete").asBoolean(true)).isFalse();
        JsonNode trend = host.read(INSIGHTS + "trend?bucket=week");
        assertThat(trend.path("points").size()).isBetween(5, 6);
        for (JsonNode point : trend.path("points")) {
            assertThat(point.path("share").isNull()).isTrue();
            assertThat(point.path("votes").asInt(-1)).isZero();
        }
        assertThat(host.read(INSIGHTS + "messages").path("messages")).isEmpty();
        assertThat(host.read(INSIGHTS + "reasons").path("reasons")).isEmpty();
    }

    /** 3 of 4 positive; Wilson's interval for that is 0.3006 to 0.9544 (R. G. Newcombe's method 3, by hand). */
    @Test
    void showsEachNumberWithItsMeaning() {
        vote("s1", "m1", "\"score\":1,\"text\":\"good\"");
        vote("s1", "m2", "\"score\":0,\"reasons\":[\"wrong\",\"other\"]");
        vote("s2", "m1", "\"score\":0.75");
        vote("s2", "m1", "\"score\":1");
        vote("s3", "m1", "\"score\":1");
        vote("s4", "m1", "\"text\":\"hm\"");
        JsonNode undone = vote("s5", "m1", "\"score\":0");
        assertThat(host.send(admin(of(
                                        "DELETE",
                                        TestHost.LIST + "/" + undone.path("id").asText())
                                .header("Sec-Fetch-Site", "same-origin")))
                        .status())
                .isEqualTo(204);

        JsonNode summary = summary("", 5);

        JsonNode share = summary.path("positive_share");
        assertThat(share.path("value").asDouble()).isEqualTo(0.75);
        assertThat(share.path("positive").asInt()).isEqualTo(3);
        assertThat(share.path("n").asInt()).isEqualTo(4);
        assertThat(share.at("/interval/low").asDouble()).isCloseTo(0.3006, within(0.0001));
        assertThat(share.at("/interval/high").asDouble()).isCloseTo(0.9544, within(0.0001));
        assertThat(share.at("/interval/level").asDouble()).isEqualTo(0.95);
        assertThat(share.at("/interval/method").asText()).isEqualTo("wilson");
        assertThat(share.path("definition").asText()).isNotBlank();
        assertThat(summary.at("/mean_score/value").asDouble()).isEqualTo(0.75);
        assertThat(summary.at("/mean_score/standard_deviation").asDouble()).isEqualTo(0.5);
        assertThat(summary.at("/mean_score/distribution/0/count").asInt()).isEqualTo(1);
        assertThat(summary.at("/mean_score/distribution/10/count").asInt()).isEqualTo(3);
        assertThat(summary.at("/mean_score/distribution/1/low").asDouble()).isEqualTo(0.05);
        assertThat(summary.at("/comments/value").asInt()).isEqualTo(2);
        assertThat(summary.at("/sessions/value").asInt()).isEqualTo(4);
        assertThat(summary.at("/sessions/n").asInt()).isEqualTo(3);
        assertThat(summary.at("/sessions/with_negative").asInt()).isEqualTo(1);
        assertThat(summary.at("/sessions/first_negative_at/0/position").asInt()).isEqualTo(2);
        assertThat(Instant.parse(summary.path("as_of").asText())).isAfter("2020-01-01T00:00:00Z");
        assertThat(summary("?weight=sessions", 5).at("/positive_share/value").asDouble())
                .isCloseTo(2.5 / 3, within(1e-9));
        JsonNode reasons = host.read(INSIGHTS + "reasons").path("reasons");
        assertThat(reasons).hasSize(2);
        assertThat(reasons.at("/0/share").asDouble()).isEqualTo(1.0);
        assertThat(reasons.at("/0/label").asText())
                .isNotEqualTo(reasons.at("/0/id").asText());
        JsonNode point = lastWithVotes(host.read(INSIGHTS + "trend?bucket=day"));
        assertThat(point.path("votes").asInt()).isEqualTo(5);
        assertThat(point.path("share").asDouble()).isEqualTo(0.75);
        assertThat(point.path("complete").asBoolean(true)).isFalse();
    }

    private static JsonNode lastWithVotes(JsonNode trend) {
        JsonNode last = trend.path("points").path(0);
        for (JsonNode point : trend.path("points")) {
            last = point.path("votes").asInt() > 0 ? point : last;
        }
        return last;
    }

    @Test
    void ranksByABoundAndNotByTheShareAndPages() {
        for (int i = 0; i < 12; i++) {
            vote("s" + i, "often", "\"score\":" + (i < 9 ? 1 : 0));
        }
        for (int i = 0; i < 5; i++) {
            vote("s" + i, "seldom", "\"score\":1");
        }
        vote("s1", "once", "\"score\":0");
        summary("", 18);

        JsonNode best = host.read(INSIGHTS + "messages?order=best&limit=2");
        assertThat(best.at("/messages/0/message_id").asText()).isEqualTo("seldom");
        assertThat(best.at("/messages/1/message_id").asText()).isEqualTo("often");
        assertThat(best.at("/messages/1/low").asDouble()).isCloseTo(0.4677, within(0.0005));
        JsonNode rest = host.read(INSIGHTS + "messages?order=best&limit=2&page_token="
                + best.path("next_page_token").asText());
        assertThat(rest.path("messages")).hasSize(1);
        assertThat(rest.at("/messages/0/message_id").asText()).isEqualTo("once");
        assertThat(rest.at("/messages/0/ranked").asBoolean(true)).isFalse();
        assertThat(rest.path("next_page_token").isNull()).isTrue();
        assertThat(host.read(INSIGHTS + "messages?order=worst")
                        .at("/messages/0/message_id")
                        .asText())
                .isEqualTo("often");
        assertThat(host.read(INSIGHTS + "assistants")
                        .at("/assistants/0/assistant_id")
                        .asText())
                .isEqualTo(TestHost.ASSISTANT);
        assertThat(host.read(INSIGHTS + "sessions?order=most").path("sessions")).hasSize(12);
    }

    @Test
    void opensTheVotesBehindANumber() {
        vote("s1", "m1", "\"score\":1,\"text\":\"good\"");
        vote("s2", "m1", "\"score\":0,\"text\":\"bad\",\"reasons\":[\"wrong\"]");
        vote("s3", "m1", "\"score\":0");
        vote("s3", "m1", "\"score\":0.5");

        JsonNode all = host.read(INSIGHTS + "votes?limit=2");
        assertThat(all.path("votes")).hasSize(2);
        assertThat(all.at("/votes/0/score").asDouble()).isEqualTo(0.5);
        JsonNode next = host.read(INSIGHTS + "votes?limit=2&page_token="
                + all.path("next_page_token").asText());
        assertThat(next.path("votes")).hasSize(1);
        assertThat(next.path("next_page_token").isNull()).isTrue();
        JsonNode bad = host.read(INSIGHTS + "votes?max_score=0.4&has_comment=true&assistant=default&reason=wrong&q=BA");
        assertThat(bad.path("votes")).hasSize(1);
        assertThat(bad.at("/votes/0/text").asText()).isEqualTo("bad");
        assertThat(host.read(INSIGHTS + "votes?until=2020-01-01").path("votes")).isEmpty();
        assertThat(host.read(INSIGHTS + "votes?since=2020-01-01").path("votes")).hasSize(3);
        assertThat(host.read(INSIGHTS + "votes?assistant=aia_asst_2").path("votes"))
                .isEmpty();
    }

    @Test
    void setsABurstApartUntilAnOperatorIncludesIt() {
        for (int i = 0; i < 70; i++) {
            vote("loud", "m" + i, "\"score\":0");
        }
        vote("calm", "m1", "\"score\":1");
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode summary = host.read(INSIGHTS + "summary");
        while (summary.at("/votes/value").asInt()
                                + summary.at("/set_apart/votes").asInt()
                        < 71
                && System.nanoTime() < end) {
            Thread.onSpinWait();
            summary = host.read(INSIGHTS + "summary");
        }
        // Where a quarter of an hour ended meanwhile, one part may be too small.
        int apart = summary.at("/set_apart/votes").asInt();
        assertThat(apart).isGreaterThanOrEqualTo(35);
        JsonNode bursts = host.read(INSIGHTS + "bursts").path("bursts");
        String id = bursts.at("/0/id").asText();
        assertThat(bursts.at("/0/session_id").asText()).isEqualTo("loud");
        assertThat(json(host.send(get(INSIGHTS + "bursts").role("viewer")))
                        .at("/bursts/0/session_id")
                        .isNull())
                .isTrue();

        Answer included = host.send(admin(post(INSIGHTS + "bursts/" + id + "/include", "{}")));
        assertThat(included.status()).isEqualTo(200);
        assertThat(json(included).path("included").asBoolean()).isTrue();
        assertThat(host.read(INSIGHTS + "summary").at("/set_apart/votes").asInt())
                .isLessThan(apart);
        assertThat(host.read("feedback/audit").at("/entries/0/action").asText()).isEqualTo("include_burst");
        assertThat(host.send(admin(post(INSIGHTS + "bursts/" + id + "/exclude", "{}")))
                        .status())
                .isEqualTo(200);
        assertThat(host.read(INSIGHTS + "summary").at("/set_apart/votes").asInt())
                .isEqualTo(apart);
        assertThat(host.send(admin(post(INSIGHTS + "bursts/" + "0".repeat(32) + "/include", "{}")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void keepsMarkersAndTellsTheChangeAcrossThem() {
        Answer answer = host.send(admin(post("feedback/markers", "{\"label\":\" release 2 <b>\"}")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer).path("label").asText()).isEqualTo("release 2 <b>");
        assertThat(json(answer).path("kind").asText()).isEqualTo("deployment");
        String id = json(answer).path("id").asText();

        assertThat(host.read("feedback/markers").at("/markers/0/id").asText()).isEqualTo(id);
        JsonNode marker = host.read(INSIGHTS + "trend").at("/markers/0");
        assertThat(marker.path("label").asText()).isEqualTo("release 2 <b>");
        assertThat(marker.at("/change/difference/verdict").asText()).isEqualTo("not_enough_votes");
        assertThat(host.send(admin(of("DELETE", "feedback/markers/" + id).header("Sec-Fetch-Site", "same-origin")))
                        .status())
                .isEqualTo(204);
        assertThat(host.send(admin(of("DELETE", "feedback/markers/" + id).header("Sec-Fetch-Site", "same-origin")))
                        .status())
                .isEqualTo(404);
        assertThat(host.read("feedback/markers").path("markers")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"label\":\"\"}",
                "{\"label\":5}",
                "{\"label\":\"x\",\"kind\":\"UP\"}",
                "{\"label\":\"x\",\"at\":\"now\"}",
                "{\"label\":\"x\",\"colour\":\"red\"}"
            })
    void refusesMarkersThatAreNone(String body) {
        assertThat(host.send(admin(post("feedback/markers", body))).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "summary?from=x, from",
        "summary?from=2026-01-02&until=2026-01-01, from",
        "summary?from=1900-01-01, from",
        "summary?zone=Mars, zone",
        "summary?weight=all, weight",
        "trend?bucket=minute, bucket",
        "trend?bucket=hour&from=2025-01-01&until=2026-01-01, bucket",
        "messages?order=first, order",
        "messages?limit=0, limit",
        "sessions?page_token=r999999, page_token",
        "votes?has_comment=perhaps, has_comment",
        "votes?page_token=x, page_token"
    })
    void saysWhatIsWrongWithAQuestion(String question, String field) {
        JsonNode problem = host.read(INSIGHTS + question);

        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.at("/errors/0/field").asText()).isEqualTo(field);
    }

    @Test
    void showsNumbersToViewersAndTextsToReadersOnly() {
        vote("secret", "m1", "\"score\":1");
        summary("", 1);
        for (String path :
                new String[] {"summary", "trend", "reasons", "reasons/trend", "messages", "sessions", "assistants"}) {
            assertThat(host.send(get(INSIGHTS + path)).status()).as(path).isEqualTo(401);
            Answer answer = host.send(get(INSIGHTS + path).role("viewer"));
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(new String(answer.body(), UTF_8)).as(path).doesNotContain("secret");
        }
        assertThat(host.send(get(INSIGHTS + "votes").role("viewer")).status()).isIn(401, 403);
        assertThat(host.send(get(INSIGHTS + "votes").role("reader")).status()).isEqualTo(200);
        assertThat(json(host.send(get(INSIGHTS + "sessions").role("reader")))
                        .at("/sessions/0/session_id")
                        .asText())
                .isEqualTo("secret");
        assertThat(host.send(post("feedback/markers", "{\"label\":\"x\"}").role("reader"))
                        .status())
                .isIn(401, 403);
        assertThat(host.send(admin(TestRequest.post("feedback/markers", "{\"label\":\"x\"}")))
                        .status())
                .isEqualTo(403);
        assertThat(host.read(INSIGHTS + "summary?assistant=unknown")
                        .path("status")
                        .asInt())
                .isEqualTo(404);
    }
}
