package io.feedback4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same file, unchanged, in containers that were not made for it. */
class ContainersIT {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "FEEDBACK_ADMIN_USER", "ada",
            "FEEDBACK_ADMIN_PASSWORD", "only-for-this-test",
            "FEEDBACK_SETTLE_WINDOW", "PT0S");

    @TempDir
    private Path folder;

    @Test
    void runsInJetty() throws Exception {
        deployTo(Files.createDirectories(folder.resolve("webapps")));
        Files.createDirectories(folder.resolve("resources"));
        Files.writeString(Files.createDirectories(folder.resolve("start.d")).resolve("http.ini"), """
                --module=http
                jetty.http.host=127.0.0.1
                jetty.http.port=0
                """);
        Files.writeString(folder.resolve("start.d/application.ini"), """
                --module=ee10-deploy
                --module=ee10-annotations
                """);
        Path home = home("jetty.home");
        List<String> command =
                List.of("-jar", home.resolve("start.jar").toString(), "jetty.home=" + home, "jetty.base=" + folder);
        try (ServerProcess jetty = ServerProcess.java(folder, ENVIRONMENT, command)) {
            jetty.awaitLine("Started oejs\\.Server");

            takesAVoteAndForwardsIt(
                    jetty.awaitLine("Started .*\\{127\\.0\\.0\\.1:(\\d+)\\}").group(1));
            jetty.stop();
            assertThat(jetty.output()).doesNotContain("Exception");
        }
    }

    @Test
    void runsInTomcat() throws Exception {
        deployTo(Files.createDirectories(folder.resolve("webapps")));
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/server.xml"), """
                <Server port="-1">
                  <Service name="Catalina">
                    <Connector port="0" address="127.0.0.1" />
                    <Engine name="Catalina" defaultHost="localhost">
                      <Host name="localhost" appBase="webapps" />
                    </Engine>
                  </Service>
                </Server>
                """);
        Files.copy(home("tomcat.home").resolve("conf/web.xml"), folder.resolve("conf/web.xml"));
        Path bin = home("tomcat.home").resolve("bin");
        List<String> command = List.of(
                "-Dcatalina.home=" + home("tomcat.home"),
                "-Dcatalina.base=" + folder,
                "-cp",
                bin.resolve("bootstrap.jar") + System.getProperty("path.separator") + bin.resolve("tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start");
        try (ServerProcess tomcat = ServerProcess.java(folder, ENVIRONMENT, command)) {
            tomcat.awaitLine("Server startup in");

            takesAVoteAndForwardsIt(
                    tomcat.awaitLine("Starting ProtocolHandler.*-(\\d+)\"?\\]").group(1));
            tomcat.stop();
            assertThat(tomcat.output()).doesNotContain("Exception", "memory leak");
        }
    }

    private static void takesAVoteAndForwardsIt(String port) throws IOException, InterruptedException {
        Client client = new Client("http://127.0.0.1:" + port + "/try");

        int page = client.get("/").statusCode();
        int launcher = client.get("/io/feedback4j/demo/boot/Main.class").statusCode();
        int vote = client.post(
                        "/api/v1/Assistants/default/Feedbacks",
                        "{\"session_id\":\"here\",\"message_id\":\"aia_msg_1\",\"score\":0}")
                .statusCode();

        assertThat(page).isEqualTo(200);
        assertThat(launcher).isEqualTo(403);
        assertThat(vote).isEqualTo(202);
        assertThat(client.awaitUpstream("here", 1, "ada", "only-for-this-test"))
                .singleElement()
                .satisfies(body -> assertThat(body.path("message_id").asText()).isEqualTo("aia_msg_1"));
        assertThat(client.firstEvent("/api/feedback/events?since=2026-01-01", "ada", "only-for-this-test"))
                .contains("event: feedback", "\"change\":\"given\"");
    }

    private static void deployTo(Path webapps) throws IOException {
        Files.copy(ExecutableWarIT.WAR, webapps.resolve("try.war"));
    }

    private static Path home(String property) {
        return Path.of(System.getProperty(property));
    }
}
