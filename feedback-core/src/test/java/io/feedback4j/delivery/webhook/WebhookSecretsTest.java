package io.feedback4j.delivery.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretsTest {
    /** The vector with which the libraries of standard-webhooks/standard-webhooks test that they sign alike. */
    private static final String KNOWN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String KNOWN_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final byte[] KNOWN_BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String KNOWN_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String OTHER = "whsec_" + "A".repeat(86) + "==";

    @Test
    void signsAsTheStandardDoes() {
        assertThat(signature(KNOWN)).isEqualTo(KNOWN_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", ",", ", ", "\n"})
    void signsWithBothOfTwoKeysTheFirstFirst(String separator) {
        assertThat(signature(OTHER + separator + KNOWN))
                .startsWith("v1,")
                .endsWith(" " + KNOWN_SIGNATURE)
                .doesNotStartWith(KNOWN_SIGNATURE)
                .hasSize(2 * KNOWN_SIGNATURE.length() + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "a plain text that is long enough for a key",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS_",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            })
    void refusesWhatIsNoSecretOfTheStandardWithoutQuotingIt(String secret) {
        assertThatThrownBy(() -> WebhookSecrets.parse(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(WebhookSecrets.ALLOWED)
                .hasNoCause();
    }

    @Test
    void refusesKeysThatAreTooShortOrTooLongAndMoreThanTwo() {
        for (String secret : new String[] {
            ofBytes(23), ofBytes(65), KNOWN + " " + ofBytes(23), KNOWN + " ".repeat(2) + KNOWN + "," + KNOWN
        }) {
            assertThatThrownBy(() -> WebhookSecrets.parse(secret)).hasMessage(WebhookSecrets.ALLOWED);
        }
        assertThat(WebhookSecrets.parse(ofBytes(24) + " " + ofBytes(64))).hasToString("***");
    }

    private static String signature(String secrets) {
        return WebhookSecrets.parse(secrets).sign(KNOWN_ID, 1_614_265_330, KNOWN_BODY);
    }

    private static String ofBytes(int count) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[count]);
    }
}
