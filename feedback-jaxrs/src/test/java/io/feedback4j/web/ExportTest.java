package io.feedback4j.web;

import static io.feedback4j.web.TestHost.admin;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.testing.LogLines;
import io.feedback4j.testing.Votes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final String CSV = "feedback/export.csv";
    private static final String NDJSON = "feedback/export.ndjson";
    private static final String HEADER = "\uFEFFid,assistant_id,session_id,message_id,score,text,reasons,date_created,"
            + "date_updated,status,source,state\r\n";

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
    void writesATableAsRfc4180HasIt() throws IOException {
        JsonNode vote = host.vote("{\"session_id\":\"s:1\",\"message_id\":\"m\",\"score\":0.5,"
                + "\"text\":\"a \\\"b\\\", c\\r\\nd ü\",\"reasons\":[\"wrong\",\"other\"]}");

        Answer answer = host.send(admin(TestRequest.get(CSV)));

        String date = vote.path("date_created").asText();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Content-Type", "text/csv;charset=UTF-8")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .hasEntrySatisfying(
                        "Content-Disposition",
                        value -> assertThat(value)
                                .matches("attachment; filename=\"feedback-\\d{4}-\\d\\d-\\d\\d\\.csv\""));
        assertThat(body(answer))
                .isEqualTo(HEADER + vote.path("id").asText()
                        + ",aia_asst_1/x,s:1,m,0.5,\"a \"\"b\"\", c\r\nd ü\",wrong other," + date + "," + date
                        + ",current,api,settling\r\n#end,1,,,,,,,,,,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\uFF1D1", "=1,\"x\""})
    void letsNoCellBeginAFormula(String hostile) throws IOException {
        host.vote(new ObjectMapper()
                .createObjectNode()
                .put("session_id", "=s")
                .put("text", hostile)
                .toString());

        String body = body(host.send(admin(TestRequest.get(CSV))));

        String quoted = "'" + hostile.replace("\"", "\"\"").replaceFirst("(?<=[\t\r\n])=", "'=");
        assertThat(body).contains(",'=s,").contains(quoted);
        assertThat(body).doesNotContain("," + hostile).doesNotContain(",\"" + hostile);
        assertThat(lines(host.send(admin(TestRequest.get(NDJSON))))
                        .get(0)
                        .path("text")
                        .asText())
                .isEqualTo(hostile);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "good;=1+1 | good;'=1+1",
                "good; @x | good;' @x",
                "~good\n=1+1~ | ~\"good\n'=1+1\"~",
                "~good\t-1~ | ~good\t'-1~",
                "good;\"=1+1\" | \"good;'\"\"=1+1\"\"\"",
                "good ;-) | good ;-)",
                "1+1=2; fine | 1+1=2; fine"
            })
    void letsNoCellBeginAFormulaWhereSemicolonsSeparateCells(String text, String cell) {
        assertThat(Csv.cell(text)).isEqualTo(cell);
    }

    @Test
    void writesALineForEachRecordAsTheListHasIt() throws IOException {
        for (int i = 0; i < 3; i++) {
            host.vote("{\"session_id\":\"s\",\"score\":" + i / 2.0 + ",\"text\":\"a\\nb\"}");
        }

        Answer answer = host.send(admin(TestRequest.get(NDJSON)));

        List<JsonNode> lines = lines(answer);
        List<JsonNode> listed = new ArrayList<>();
        host.read(TestHost.LIST).path("feedbacks").forEach(listed::add);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/x-ndjson;charset=UTF-8");
        assertThat(lines.subList(0, 3)).isEqualTo(listed);
        assertThat(lines.get(3).toString()).isEqualTo("{\"trailer\":{\"complete\":true,\"records\":3}}");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5",
        "assistant=default, 4",
        "assistant=aia_asst_2, 1",
        "session_id=s1, 2",
        "message_id=m2, 2",
        "max_score=0, 2",
        "min_score=1&assistant=default, 2",
        "q=NEEDLE, 1",
        "reason=wrong, 1",
        "state=settling, 5",
        "status=withdrawn, 0",
        "since=2020-01-01&until=2020-01-02, 0"
    })
    void takesTheFiltersOfTheListAndAnAssistant(String query, int records) throws IOException {
        host.vote("{\"session_id\":\"s1\",\"message_id\":\"m1\",\"score\":0,\"reasons\":[\"wrong\"]}");
        host.vote("{\"session_id\":\"s1\",\"message_id\":\"m2\",\"score\":1}");
        host.vote("{\"session_id\":\"s2\",\"message_id\":\"m2\",\"score\":1,\"text\":\"a needle\"}");
        host.vote("{\"session_id\":\"s3\",\"message_id\":\"m3\",\"score\":0.5}");
        host.accepted(TestRequest.post("v1/Assistants/aia_asst_2/Feedbacks", "{\"session_id\":\"s4\",\"score\":0}"));

        List<JsonNode> lines = lines(host.send(admin(TestRequest.get(NDJSON + "?" + query))));

        assertThat(lines).hasSize(records + 1);
        assertThat(lines.get(records).at("/trailer/records").asInt()).isEqualTo(records);
    }

    @Test
    void refusesWhatTheListRefuses() {
        Answer answer = host.send(admin(TestRequest.get(CSV + "?min_score=2&status=nonsense")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestHost.json(answer).path("errors").findValuesAsText("field"))
                .containsExactly("min_score", "status");
        assertThat(host.send(admin(TestRequest.get(CSV + "?assistant=nobody"))).status())
                .isEqualTo(404);
        assertThat(host.send(TestRequest.get(CSV)).status()).isEqualTo(401);
    }

    @Test
    void isForReadersOnlyAndIsKeptInTheLog() {
        host.close();
        host = TestHost.start(TestHost.config().viewerRole("numbers").readerRole("texts"), folder);
        host.vote("{\"session_id\":\"secret\",\"score\":1}");

        assertThat(host.send(TestRequest.get(CSV).role("numbers")).status()).isEqualTo(401);
        List<String> log = LogLines.during(() -> readAs("texts"));

        assertThat(String.join("\n", log))
                .contains("User somebody has read an export of feedback as csv (1 in all)")
                .doesNotContain("secret");
    }

    private void readAs(String role) {
        try {
            String unused = body(host.send(TestRequest.get(CSV).role(role)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void goesOnThroughManyParts() throws IOException {
        for (int i = 0; i < 1_203; i++) {
            var unused = host.service
                    .submit(
                            Votes.vote()
                                    .assistant(TestHost.ASSISTANT)
                                    .message("m" + i)
                                    .build(),
                            null)
                    .toCompletableFuture();
        }
        host.vote("{\"session_id\":\"last\",\"score\":1}");

        List<JsonNode> lines = lines(host.send(admin(TestRequest.get(NDJSON))));

        assertThat(lines).hasSize(1_205);
        assertThat(lines.subList(0, 1_204))
                .extracting(line -> line.path("id").asText())
                .doesNotHaveDuplicates();
        assertThat(lines.get(1_204).at("/trailer/records").asInt()).isEqualTo(1_204);
    }

    @Test
    void saysThatItIsIncompleteAndBreaksOff() {
        for (int i = 0; i < 600; i++) {
            var unused = host.service
                    .submit(
                            Votes.vote()
                                    .assistant(TestHost.ASSISTANT)
                                    .message("m" + i)
                                    .build(),
                            null)
                    .toCompletableFuture();
        }
        host.vote("{\"session_id\":\"last\",\"score\":1}");
        Answer answer = host.send(admin(TestRequest.get(CSV)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        host.service.close();

        assertThatThrownBy(() -> writer(answer).writeTo(out)).isInstanceOf(IOException.class);
        assertThat(out.toString(UTF_8)).endsWith("\r\n#incomplete,500,,,,,,,,,,\r\n");
        assertThat(host.send(admin(TestRequest.get(CSV))).status()).isEqualTo(503);
    }

    @Test
    void stopsReadingWhenThePeerHasGone() {
        host.vote("{\"session_id\":\"s\",\"score\":1}");
        Answer answer = host.send(admin(TestRequest.get(CSV)));

        assertThatThrownBy(() -> writer(answer).writeTo(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                }))
                .hasMessage("gone");
    }

    private static BodyWriter writer(Answer answer) {
        return Objects.requireNonNull(answer.writer());
    }

    private static String body(Answer answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer(answer).writeTo(out);
        return out.toString(UTF_8);
    }

    private static List<JsonNode> lines(Answer answer) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : body(answer).split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }
}
