package io.feedback4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.demo.chat.Assistant;
import io.feedback4j.demo.chat.Conversations;
import io.feedback4j.demo.chat.Ids;
import io.feedback4j.demo.sandbox.Account;
import io.feedback4j.demo.sandbox.Behaviour;
import io.feedback4j.demo.sandbox.Sandbox;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with credentials, as somebody with an account at Twilio runs it; a sandbox of ours stands for Twilio. */
class TwilioAssistantIT {
    private static final Account ACCOUNT = new Account("AC" + "1".repeat(32), "token", List.of("aia_asst_1"));

    @TempDir
    private Path folder;

    @Test
    void talksToTheAssistantAndDoesNotPretendWhenThatIsGone() throws Exception {
        InstantSource clock = InstantSource.system();
        Ids ids = new Ids(clock, new Random(1));
        Conversations upstream = new Conversations(new Assistant(), ids, clock);
        try (Sandbox twilio = Sandbox.start(ACCOUNT, upstream, ids, clock);
                ServerProcess server = demo(twilio)) {
            Client client = new Client(
                    server.awaitLine("demo: (http://127\\.0\\.0\\.1:\\d+)/").group(1));
            String session = Client.json(client.post("/api/simulator/sessions", "{\"identity\":\"Ada\"}"))
                    .path("session_id")
                    .asText();
            String question = "{\"session_id\":\"" + session + "\",\"body\":\"Hello\"}";

            HttpResponse<String> answered = client.post("/api/simulator/messages", question);
            twilio.behave(new Behaviour(Behaviour.Kind.GONE, Duration.ofSeconds(1), 0));
            HttpResponse<String> failed = client.post("/api/simulator/messages", question);

            assertThat(answered.statusCode()).isEqualTo(201);
            assertThat(Client.json(answered).path("message_id").asText())
                    .isEqualTo(upstream.find(session)
                            .orElseThrow()
                            .messages()
                            .get(1)
                            .id());
            assertThat(failed.statusCode()).isEqualTo(502);
            assertThat(Client.json(failed).path("message").asText()).contains("does not have this assistant");
            assertThat(server.output()).contains("forwarded to").doesNotContain("curl", "sandbox");
        }
    }

    private ServerProcess demo(Sandbox twilio) throws Exception {
        Map<String, String> environment = Map.of(
                "TWILIO_ACCOUNT_SID", ACCOUNT.sid(),
                "TWILIO_AUTH_TOKEN", ACCOUNT.authToken(),
                "ASSISTANT_SID", ACCOUNT.assistants().get(0),
                "FEEDBACK_TWILIO_BASE_URL", twilio.baseUrl().toString());
        return ServerProcess.java(folder, environment, List.of("-jar", ExecutableWarIT.WAR.toString(), "--port", "0"));
    }
}
