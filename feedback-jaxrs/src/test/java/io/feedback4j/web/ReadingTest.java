package io.feedback4j.web;

import static io.feedback4j.web.TestHost.LIST;
import static io.feedback4j.web.TestHost.admin;
import static io.feedback4j.web.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.testing.LogLines;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

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
    void listsInTwiliosShapeNewestFirst() {
        host.vote("{\"session_id\":\"s1\",\"score\":0}");
        host.vote("{\"session_id\":\"s2\",\"score\":1}");

        Answer answer = host.send(admin(TestRequest.get(LIST)));

        JsonNode page = json(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(sessions(page)).containsExactly("s2", "s1");
        assertThat(page.path("meta").toString())
                .isEqualTo(
                        "{\"first_page_url\":\"http://localhost:8080/api/v1/Assistants/aia_asst_1%2Fx/Feedbacks?PageSize=50&Page=0\","
                                + "\"key\":\"feedbacks\",\"next_page_url\":null,\"page\":0,\"page_size\":50,"
                                + "\"previous_page_url\":null,"
                                + "\"url\":\"http://localhost:8080/api/v1/Assistants/aia_asst_1%2Fx/Feedbacks?PageSize=50&Page=0\"}");
        assertThat(page.at("/feedbacks/0").has("undo")).isFalse();
        assertThat(page.at("/feedbacks/0/state").asText()).isEqualTo("settling");
    }

    @Test
    void leadsThroughAllPagesForwardsAndBackAgain() {
        for (int i = 0; i < 7; i++) {
            host.vote("{\"session_id\":\"s" + i + "\",\"score\":1}");
        }

        List<List<String>> forwards = follow(LIST + "?PageSize=3", "next_page_url");
        List<List<String>> backwards = follow(last, "previous_page_url");

        assertThat(forwards).containsExactly(List.of("s6", "s5", "s4"), List.of("s3", "s2", "s1"), List.of("s0"));
        assertThat(backwards).containsExactly(List.of("s0"), List.of("s3", "s2", "s1"), List.of("s6", "s5", "s4"));
    }

    @Test
    void namesNoHostThatCannotBeOne() {
        TestRequest request = admin(TestRequest.get(LIST)).without("Host").header("Host", "evil.example/\"path");

        JsonNode page = json(host.send(request));

        assertThat(page.at("/meta/url").asText()).startsWith("/api/v1/Assistants/");
    }

    private static final String ROOT = "http://localhost:8080/api/";
    private String last = "";

    private List<List<String>> follow(String first, String member) {
        List<List<String>> pages = new ArrayList<>();
        for (String url = first; !url.isEmpty(); ) {
            JsonNode page = host.read(url.startsWith(ROOT) ? url.substring(ROOT.length()) : url);
            pages.add(sessions(page));
            last = page.at("/meta/url").asText();
            url = page.at("/meta/" + member).isNull()
                    ? ""
                    : page.at("/meta/" + member).asText();
        }
        return pages;
    }

    @Test
    void keepsTheFiltersInItsLinks() {
        for (int i = 0; i < 3; i++) {
            host.vote("{\"session_id\":\"a/b c\",\"message_id\":\"m" + i + "\",\"score\":1,\"text\":\"50% & more\"}");
            host.vote("{\"session_id\":\"other\",\"message_id\":\"m" + i + "\",\"score\":1}");
        }

        JsonNode page = host.read(LIST + "?session_id=a%2Fb+c&q=50%25+%26&PageSize=2&PageSize=2&unknown=1");
        String next = page.at("/meta/next_page_url").asText();

        assertThat(next).contains("session_id=a%2Fb%20c&q=50%25%20%26&PageSize=2&Page=1&PageToken=");
        assertThat(sessions(host.read(next.substring(ROOT.length())))).containsExactly("a/b c");
    }

    @ParameterizedTest
    @CsvSource({
        "session_id=s1, 1",
        "message_id=, 1",
        "message_id=m2, 1",
        "min_score=0.5, 2",
        "max_score=0.5, 2",
        "min_score=0.25&max_score=0.75, 1",
        "status=current, 3",
        "status=replaced, 1",
        "state=settling, 3",
        "state=superseded, 1",
        "state=delivered, 0",
        "reason=wrong, 1",
        "reason=no-longer-there, 0",
        "q=HELLO, 1",
        "q=%25, 0",
        "since=2020-01-01, 4",
        "until=2020-01-01T00:00:00Z, 0",
        "since=2020-01-01T00:00:00%2B02:00&until=2099-01-01, 4",
        "since=2020-01-01T00:00:00+02:00, 4"
    })
    void narrowsTheListToWhatIsAskedFor(String query, int count) {
        host.vote("{\"session_id\":\"s1\",\"score\":0,\"text\":\"say hello\",\"reasons\":[\"wrong\"]}");
        host.vote("{\"session_id\":\"s2\",\"message_id\":\"m2\",\"score\":0.5}");
        host.vote("{\"session_id\":\"s3\",\"message_id\":\"m3\",\"score\":1}");
        host.vote("{\"session_id\":\"s3\",\"message_id\":\"m3\",\"text\":\"changed\"}");

        assertThat(host.read(LIST + "?" + query).path("feedbacks")).hasSize(count);
    }

    @Test
    void namesEveryWrongParameterAtOnce() {
        String wrong =
                "PageSize=0&Page=x&PageToken=abc&session_id=&message_id=%00&min_score=2&max_score=x&status=CURRENT"
                        + "&state=gone&reason=A&q=&since=yesterday&until=%2B1000000000-01-01T00:00:00Z";

        Answer answer = host.send(admin(TestRequest.get(LIST + "?" + wrong)));

        List<String> fields = new ArrayList<>();
        json(answer)
                .path("errors")
                .forEach(error -> fields.add(error.path("field").asText()));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields)
                .containsExactlyInAnyOrder(
                        "PageSize",
                        "Page",
                        "PageToken",
                        "session_id",
                        "message_id",
                        "min_score",
                        "max_score",
                        "status",
                        "state",
                        "reason",
                        "q",
                        "since",
                        "until");
    }

    @ParameterizedTest
    @CsvSource({
        "Page=1, Page",
        "Page=-1, Page",
        "PageSize=1001, PageSize",
        "PageSize=1e2, PageSize",
        "PageSize=99999999999, PageSize",
        "min_score=NaN, min_score",
        "min_score=1&max_score=0, min_score",
        "since=2026-02-30, since",
        "since=2026-01-02&until=2026-01-01, since",
        "status=current&status=replaced, status"
    })
    void refusesAParameterThatMakesNoSense(String query, String field) {
        Answer answer = host.send(admin(TestRequest.get(LIST + "?" + query)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/field").asText()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"session_id=%zz", "%=1", "q=%c3%28", "q=%ff"})
    void refusesABrokenQuery(String query) {
        assertThat(host.send(admin(TestRequest.get(LIST + "?" + query))).status())
                .isEqualTo(400);
    }

    @Test
    void showsARecordWithItsHistoryAndItsDeliveries() {
        JsonNode first = host.vote("{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":1}");
        JsonNode second = host.vote("{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":0,\"text\":\"no\"}");

        JsonNode record = host.read(LIST + "/" + second.path("id").asText());

        assertThat(record.path("history")).hasSize(2);
        assertThat(record.at("/history/0/id")).isEqualTo(second.path("id"));
        assertThat(record.at("/history/1/id")).isEqualTo(first.path("id"));
        assertThat(record.at("/history/1/status").asText()).isEqualTo("replaced");
        assertThat(record.at("/history/0/text").asText()).isEqualTo("no");
        assertThat(record.at("/deliveries/0/destination").asText()).isEqualTo("twilio");
        assertThat(record.at("/deliveries/0/state").asText()).isEqualTo("settling");
        assertThat(record.at("/deliveries/0/attempts").asInt(-1)).isZero();
        assertThat(record.at("/deliveries/0/next_at").asText()).endsWith("Z");
        assertThat(record.at("/deliveries/0/upstream_id").isNull()).isTrue();
        assertThat(record.has("undo")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "default, aia_fdbk_0192f0e0-1111-7222-8333-444455556666",
        "default, x.css",
        "default, 1",
        "default, ..%2F..",
        "nobody, aia_fdbk_0192f0e0-1111-7222-8333-444455556666"
    })
    void saysWhatIsNotThere(String assistant, String id) {
        Answer answer = host.send(admin(TestRequest.get("v1/Assistants/" + assistant + "/Feedbacks/" + id)));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void showsARecordUnderItsOwnAssistantOnly() {
        String id = host.vote("{\"session_id\":\"s\",\"score\":1}").path("id").asText();

        assertThat(host.send(admin(TestRequest.get("v1/Assistants/aia_asst_2/Feedbacks/" + id)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void showsNothingToStrangers() {
        String id = host.vote("{\"session_id\":\"s\",\"score\":1}").path("id").asText();

        for (String path : List.of(LIST, LIST + "/" + id, "v1/Assistants/nobody/Feedbacks", LIST + "?PageSize=0")) {
            Answer answer = host.send(TestRequest.get(path));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.headers()).containsKey("WWW-Authenticate");
        }
    }

    @Test
    void opensForTwiliosPairAloneOnThisMachine(@TempDir Path other) {
        FeedbackConfig.Builder config = FeedbackConfig.builder()
                .assistants("aia_asst_1")
                .twilioAccount("AC1", "token")
                .twilioBaseUrl(URI.create("http://127.0.0.1:9"));
        try (TestHost twilio = TestHost.start(config, other)) {
            String path = "v1/Assistants/aia_asst_1/Feedbacks";

            assertThat(twilio.send(TestRequest.get(path).basic("AC1", "token")).status())
                    .isEqualTo(200);
            assertThat(twilio.send(TestRequest.get(path).basic("AC1", "nope")).status())
                    .isEqualTo(401);
            assertThat(twilio.send(TestRequest.get(path).basic("AC1", "token").from("192.0.2.7"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void linksInFullWhenItKnowsItsPublicAddress(@TempDir Path other) {
        try (TestHost known =
                TestHost.start(TestHost.config().publicUrl(URI.create("https://www.example.com")), other)) {
            assertThat(known.read(LIST).at("/meta/url").asText())
                    .startsWith("https://www.example.com/api/v1/Assistants/");
        }
    }

    private static List<String> sessions(JsonNode page) {
        List<String> sessions = new ArrayList<>();
        page.path("feedbacks")
                .forEach(record -> sessions.add(record.path("session_id").asText()));
        return sessions;
    }

    @Test
    void keepsInTheLogWhoHasReadAndNeverWhat() {
        host.vote("{\"session_id\":\"kanarienvogel\",\"score\":1,\"text\":\"kanarienvogel\"}");

        List<String> lines =
                LogLines.during(() -> host.read("v1/Assistants/default/Feedbacks?session_id=kanarienvogel"));

        assertThat(lines)
                .filteredOn(line -> line.contains("has read"))
                .singleElement(STRING)
                .contains("INFO", "The configured admin", TestHost.ASSISTANT, "(1 in all)");
        assertThat(lines).noneMatch(line -> line.contains("kanarienvogel"));
    }
}
