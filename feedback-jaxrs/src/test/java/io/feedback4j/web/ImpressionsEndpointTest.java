package io.feedback4j.web;

import static io.feedback4j.web.TestHost.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.RateLimit;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.SQLiteDataSource;

class ImpressionsEndpointTest {
    private static final String PATH = "feedback/impressions";

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
    void keepsEachMessageOnceForEachVoter() throws SQLException {
        JsonNode answer = host.accepted(shown("{\"session_id\":\"s/1\",\"message_ids\":[\"m1\",\"m2\",\"m1\",\"\"]}"));
        host.voter.set("ann");
        host.accepted(
                shown("{\"session_id\":\"s/1\",\"message_ids\":[\"m1\"],\"assistant_id\":\"aia_asst_2\",\"other\":1}"));
        host.accepted(shown("{\"session_id\":\"s/1\",\"message_ids\":[\"m1\"],\"assistant_id\":\"aia_asst_2\"}"));
        host.close();

        assertThat(answer.path("accepted").asInt()).isEqualTo(3);
        assertThat(kept())
                .containsExactlyInAnyOrder(
                        TestHost.ASSISTANT + "|s/1|m1|",
                        TestHost.ASSISTANT + "|s/1|m2|",
                        TestHost.ASSISTANT + "|s/1||",
                        "aia_asst_2|s/1|m1|ann");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() throws SQLException {
        Answer answer = host.send(shown("{\"sessionId\":\"s\",\"message_ids\":[\"m\",7,\" x\",\"y\\u0007\"]}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").findValuesAsText("field"))
                .containsExactly("sessionId", "message_ids[1]", "message_ids[2]", "message_ids[3]");
        host.close();
        assertThat(kept()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "{\"session_id\":\"s\"}, message_ids",
                "~{\"session_id\":\"s\",\"message_ids\":[]}~, message_ids",
                "~{\"session_id\":\"s\",\"message_ids\":\"m\"}~, message_ids",
                "~{\"session_id\":\"s\",\"messageIds\":[\"m\"]}~, messageIds",
                "~{\"session_id\":\"s\",\"message_ids\":[\"m\"],\"assistant_id\":3}~, assistant_id",
                "~{\"message_ids\":[\"m\"]}~, session_id"
            })
    void saysWhichMemberIsWrong(String body, String field) {
        Answer answer = host.send(shown(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(json(answer).path("errors").findValuesAsText("field")).containsExactly(field);
    }

    @Test
    void takesAHundredMessagesAndNotOneMore() {
        assertThat(host.send(shown(many(100))).status()).isEqualTo(202);
        assertThat(host.send(shown(many(101))).status()).isEqualTo(400);
    }

    @Test
    void refusesPagesOfOtherSitesAndUnknownAssistants() {
        String body = "{\"session_id\":\"s\",\"message_ids\":[\"m\"]}";

        assertThat(host.send(shown(body).header("Sec-Fetch-Site", "cross-site")).status())
                .isEqualTo(403);
        assertThat(host.send(shown(body.replace("}", ",\"assistant_id\":\"nobody\"}")))
                        .status())
                .isEqualTo(404);
        assertThat(host.send(TestRequest.get(PATH)).status()).isEqualTo(405);
    }

    @Test
    void limitsASessionWithoutUsingUpWhatItsVotesNeed() {
        host.close();
        host = TestHost.start(
                TestHost.config().rateLimits(new RateLimits(new RateLimit(2, Duration.ofMinutes(1)), null, null)),
                folder);
        String body = "{\"session_id\":\"s\",\"message_ids\":[\"m\"]}";
        host.accepted(shown(body));
        host.accepted(shown(body));

        Answer third = host.send(shown(body));

        assertThat(third.status()).isEqualTo(429);
        assertThat(third.headers()).containsEntry("Retry-After", "30");
        host.vote("{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":1}");
    }

    @Test
    void saysWhenThereIsNoRoom() {
        host.service.close();

        Answer answer = host.send(shown("{\"session_id\":\"s\",\"message_ids\":[\"m\"]}"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsKey("Retry-After");
    }

    private static TestRequest shown(String body) {
        return TestRequest.post(PATH, body);
    }

    private static String many(int count) {
        String ids = IntStream.range(0, count).mapToObj(i -> "\"m" + i + "\"").collect(Collectors.joining(","));
        return "{\"session_id\":\"s\",\"message_ids\":[" + ids + "]}";
    }

    private List<String> kept() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("feedback.db"));
        List<String> kept = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT assistant_id || '|' || session_id || '|' || message_id || '|' || voter FROM impression")) {
            while (rows.next()) {
                kept.add(rows.getString(1));
            }
        }
        return kept;
    }
}
