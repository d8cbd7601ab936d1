package io.feedback4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code java -jar feedback-demo.war}, as a person types it. */
class ExecutableWarIT {
    static final Path WAR = Path.of(System.getProperty("demo.war"));

    private static final String BODY = "{\"session_id\":\"demo\", \"score\": 1, \"text\": \"problem resolved\" }";

    @TempDir
    private Path folder;

    /** One start for the whole story: what is printed at the start is used until the stop. */
    @Test
    void runsTwiliosGuideUnchangedAndStopsCleanly() throws Exception {
        try (ServerProcess server = demo(Map.of("FEEDBACK_SETTLE_WINDOW", "PT0S"), "--port", "0")) {
            Client client = new Client(
                    server.awaitLine("demo: (http://127\\.0\\.0\\.1:\\d+)/").group(1));
            String[] admin = {
                "admin", server.awaitLine("password ([0-9a-f]{32})").group(1)
            };
            String[] account = {
                server.awaitLine("TWILIO_ACCOUNT_SID=(AC[0-9a-f]{32})").group(1),
                server.awaitLine("TWILIO_AUTH_TOKEN=(.+)").group(1)
            };
            String feedbacks = "/api/v1/Assistants/"
                    + server.awaitLine("ASSISTANT_SID=(.+)").group(1) + "/Feedbacks";

            HttpResponse<String> page = client.get("/");
            HttpResponse<String> given = client.post(feedbacks, BODY, account);
            HttpResponse<String> list = client.get(feedbacks, account);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<title>Simulator");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'self';");
            assertThat(given.statusCode()).isEqualTo(202);
            assertThat(Client.json(list).path("feedbacks")).singleElement().satisfies(record -> {
                assertThat(record.path("session_id").asText()).isEqualTo("demo");
                assertThat(record.path("text").asText()).isEqualTo("problem resolved");
            });
            assertThat(client.awaitUpstream("demo", 1, admin)).singleElement().satisfies(this::isTheVote);
            assertThat(server.output())
                    .contains(folder.toRealPath().resolve("feedback-data").toString());

            server.stop();
            assertThat(left(folder.resolve("tmp"))).noneMatch(name -> name.startsWith("feedback-demo"));
            assertThat(server.output()).doesNotContain("Exception", "ERROR");
        }
    }

    private void isTheVote(JsonNode body) {
        assertThat(body.path("score").asDouble()).isEqualTo(1);
        assertThat(body.path("text").asText()).isEqualTo("problem resolved");
        assertThat(body.has("message_id")).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // a POSIX shell and curl are what the lines are written for
    void printsLinesThatRunWhenTheyArePasted() throws Exception {
        try (ServerProcess server = demo(Map.of("FEEDBACK_SETTLE_WINDOW", "PT0S"), "--port", "0")) {
            server.awaitLine("curl -u ");
            String pasted = server.output()
                    .lines()
                    .filter(line -> line.matches("  ([A-Z_]+=|curl ).*"))
                    .reduce(
                            "set -e\n",
                            (all, line) -> all + line.replace("curl ", "curl -sS --fail-with-body ") + "\n");

            Process shell = new ProcessBuilder("sh", "-c", pasted)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("shell.txt").toFile())
                    .start();

            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.resolve("shell.txt")).content().contains("problem resolved", "\"feedbacks\"");
            assertThat(shell.exitValue()).isZero();
        }
    }

    /** @param sign what is there when the start has come so far */
    @ParameterizedTest
    @ValueSource(strings = {"server-0.jar", "application"})
    @DisabledOnOs(OS.WINDOWS) // there is no SIGTERM there
    void stopsCleanlyEvenWhileItStarts(String sign) throws Exception {
        try (ServerProcess server = demo(Map.of(), "--port", "0")) {
            server.awaitFile(folder.resolve("tmp"), "feedback-demo-*/" + sign);

            server.stop();

            assertThat(left(folder.resolve("tmp"))).noneMatch(name -> name.startsWith("feedback-demo"));
            assertThat(server.output()).doesNotContain("Exception", "ERROR", "WARN", "Could not");
        }
    }

    @Test
    void warnsOnceOfAVariableThatIsNoSetting() throws Exception {
        try (ServerProcess server = demo(Map.of("FEEDBACK_NO_SETTING", "1"), "--port", "0")) {
            server.awaitLine("curl -u 'admin:[0-9a-f]{32}' .*/api/sandbox/behaviour");

            assertThat(server.output().lines().filter(line -> line.contains("FEEDBACK_NO_SETTING")))
                    .hasSize(1);
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                ServerProcess server = demo(Map.of(), "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.awaitLine("Cannot listen").group()).isNotEmpty();
            assertThat(server.output().lines()).hasSize(1);
            assertThat(left(folder.resolve("tmp"))).isEmpty();
        }
    }

    @Test
    void refusesWrongArgumentsWithItsUsage() throws Exception {
        try (ServerProcess server = demo(Map.of(), "--prot", "8080")) {
            assertThat(server.awaitEnd()).isEqualTo(2);
            assertThat(server.awaitLine("usage: java -jar").group()).isNotEmpty();
        }
    }

    private ServerProcess demo(Map<String, String> environment, String... arguments) throws IOException {
        return ServerProcess.java(
                folder,
                environment,
                Stream.concat(Stream.of("-jar", WAR.toString()), Stream.of(arguments))
                        .toList());
    }

    private static List<String> left(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("hsperfdata"))
                    .toList();
        }
    }
}
