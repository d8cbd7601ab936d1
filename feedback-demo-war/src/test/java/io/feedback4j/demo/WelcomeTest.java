package io.feedback4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeTest {
    private static final String ADDRESS = "http://127.0.0.1:8080";

    private final Map<String, String> properties = new HashMap<>();

    @TempDir
    private Path folder;

    private Demo demo() throws IOException {
        return Demo.start(new HostSettings(name -> null, properties::get, name -> null));
    }

    private String welcome(UnaryOperator<FeedbackConfig.Builder> settings) throws IOException {
        FeedbackConfig config = settings.apply(FeedbackConfig.builder().storeFile(folder.resolve("feedback.db")))
                .build();
        try (Demo demo = demo();
                FeedbackService service =
                        FeedbackService.builder().config(config).build()) {
            demo.found(service);
            return new Welcome(demo).apply(ADDRESS);
        }
    }

    @Test
    void promisesNothingWhenTheServiceDidNotStart() throws IOException {
        try (Demo demo = demo()) {
            assertThat(new Welcome(demo).apply(ADDRESS))
                    .contains("did not start")
                    .doesNotContain("forwarded", "curl", "password");
        }
    }

    @Test
    void saysThatItIsSwitchedOff() throws IOException {
        properties.put("feedback.enabled", "false");
        try (Demo demo = demo()) {
            assertThat(new Welcome(demo).apply(ADDRESS))
                    .contains("switched off")
                    .doesNotContain("log says", "curl");
        }
    }

    @Test
    void saysThatVotesWaitWhenThereIsNoAssistant() throws IOException {
        properties.put("feedback.twilio.account-sid", "AC1");
        properties.put("feedback.twilio.auth-token", "secret");

        assertThat(welcome(settings -> settings.twilioAccount("AC1", "secret")))
                .contains("because no assistant is set")
                .doesNotContain("forwarded", "curl");
    }

    @Test
    void saysThatVotesWaitWhenThereAreNoCredentials() throws IOException {
        properties.put("feedback.twilio.base-url", "http://127.0.0.1:9");

        assertThat(welcome(settings -> settings.assistants("aia_asst_1")))
                .contains("because no Twilio credentials are set")
                .doesNotContain("forwarded", "curl");
    }

    @Test
    void showsHowToMakeTheSandboxMisbehaveWithoutTellingAConfiguredPassword() throws IOException {
        properties.put("feedback.admin.user", "ada");
        properties.put("feedback.admin.password", "only-for-this-test");

        String welcome = welcome(settings -> settings.admin("ada", "only-for-this-test")
                .assistants("aia_asst_1")
                .twilioAccount("AC1", "secret"));

        assertThat(welcome)
                .contains("forwarded to", "curl -u 'ada' ", "/api/sandbox/behaviour")
                .doesNotContain("only-for-this-test");
    }
}
