package io.feedback4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.demo.sandbox.Account;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresetTest {
    private static final URI SANDBOX = URI.create("http://127.0.0.1:4711");

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();
    private final Preset preset =
            new Preset(new HostSettings(name -> null, properties::get, environment::get), new Random(1));

    @Test
    void makesUpAnAccountThatLooksLikeOneWhenThereAreNoCredentials() {
        Account account = preset.sandboxAccount().orElseThrow();

        assertThat(account.sid()).matches("^AC[0-9a-fA-F]{32}$");
        assertThat(account.authToken()).matches("^[0-9a-f]{32}$");
        assertThat(account.assistants()).singleElement().asString().matches("^aia_asst_.+$");
        assertThat(preset.forSandbox(account, SANDBOX))
                .containsEntry("feedback.twilio.base-url", SANDBOX.toString())
                .containsEntry("feedback.twilio.account-sid", account.sid())
                .containsEntry("feedback.twilio.auth-token", account.authToken())
                .containsEntry("feedback.assistants", account.assistants().get(0));
    }

    @Test
    void servesTheAssistantsThatAreConfigured() {
        environment.put("ASSISTANT_SID", "aia_asst_a, aia_asst_b");

        assertThat(preset.sandboxAccount().orElseThrow().assistants()).containsExactly("aia_asst_a", "aia_asst_b");
    }

    @ParameterizedTest
    @CsvSource({
        "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN",
        "FEEDBACK_TWILIO_ACCOUNT_SID, FEEDBACK_TWILIO_AUTH_TOKEN",
        "TWILIO_API_KEY, TWILIO_API_SECRET"
    })
    void leavesRealCredentialsAlone(String user, String password) {
        environment.put(user, "AC1");
        environment.put(password, "secret");

        assertThat(preset.sandboxAccount()).isEmpty();
    }

    @Test
    void leavesAnotherUpstreamAlone() {
        properties.put("feedback.twilio.base-url", "http://127.0.0.1:9");

        assertThat(preset.sandboxAccount()).isEmpty();
    }

    @Test
    void knowsItsOwnCredentialsWhenTheyWereExportedAfterAnEarlierRun() {
        environment.put("TWILIO_ACCOUNT_SID", Preset.SANDBOX_SID);
        environment.put("TWILIO_AUTH_TOKEN", "0123456789abcdef0123456789abcdef");

        assertThat(preset.sandboxAccount().orElseThrow().authToken()).isEqualTo("0123456789abcdef0123456789abcdef");
    }

    @Test
    void makesUpAnAdminAndAShortWindow() {
        assertThat(preset.forEveryDemo())
                .containsEntry("feedback.settle-window", "PT5S")
                .containsEntry("feedback.admin.user", "admin")
                .hasEntrySatisfying(
                        "feedback.admin.password",
                        password -> assertThat(password).hasSize(32));
    }

    @Test
    void leavesAConfiguredAdminAndWindowAlone() {
        environment.put("FEEDBACK_ADMIN_USER", "ada");
        environment.put("FEEDBACK_ADMIN_PASSWORD", "secret");
        properties.put("feedback.settle-window", "PT30S");

        assertThat(preset.forEveryDemo()).isEmpty();
    }
}
