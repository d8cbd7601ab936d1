package io.feedback4j;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.alert.QuietHours;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.testing.WebhookReceiver;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class FeedbackSettingsTest {
    private static final Path FOLDER = Path.of("somewhere");

    @Test
    void startsFromTheDefaultsWhenNothingIsSet() {
        FeedbackSettings settings = read(Map.of(), Map.of());

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.mount()).isNull();
        assertThat(settings.config())
                .isEqualTo(FeedbackConfig.builder()
                        .storeFile(FOLDER.resolve("feedback.db"))
                        .build());
    }

    @Test
    void readsEverySettingThatIsBuilt() {
        FeedbackSettings settings = read(
                Map.ofEntries(
                        Map.entry("feedback.assistants", "aia_asst_1, aia_asst_2"),
                        Map.entry("feedback.twilio.account-sid", "AC1"),
                        Map.entry("feedback.twilio.auth-token", "token"),
                        Map.entry("feedback.twilio.api-key", "SK1"),
                        Map.entry("feedback.twilio.api-secret", "secret"),
                        Map.entry("feedback.twilio.base-url", "http://127.0.0.1:9/base"),
                        Map.entry("feedback.twilio.trailer", "false"),
                        Map.entry("feedback.webhook.url", "https://example.com/in?key=1"),
                        Map.entry("feedback.webhook.secret", WebhookReceiver.SECRET),
                        Map.entry("feedback.store.url", "jdbc:sqlite:/data/votes.db"),
                        Map.entry("feedback.settle-window", "PT0S"),
                        Map.entry("feedback.buffer.maximum-weight", "2MiB"),
                        Map.entry("feedback.delivery.concurrency", "3"),
                        Map.entry("feedback.delivery.timeout", "PT2S"),
                        Map.entry("feedback.delivery.grace", "PT1M"),
                        Map.entry("feedback.delivery.uncertain", "park"),
                        Map.entry("feedback.admin.user", "root"),
                        Map.entry("feedback.admin.password", "long enough"),
                        Map.entry("feedback.role.viewer", "v"),
                        Map.entry("feedback.role.reader", "r"),
                        Map.entry("feedback.role.operator", "o"),
                        Map.entry("feedback.public-url", "https://shop.example"),
                        Map.entry("feedback.tls-terminated", "true"),
                        Map.entry("feedback.rate-limit.session", "5/PT10S"),
                        Map.entry("feedback.rate-limit.address", "off"),
                        Map.entry("feedback.rate-limit.global", "1000/PT1S"),
                        Map.entry("feedback.reasons", "rude=Rude, really; other=Something else"),
                        Map.entry("feedback.retention", "P30D"),
                        Map.entry("feedback.mask", "phone, email"),
                        Map.entry("feedback.alert.positive-share", "0.8"),
                        Map.entry("feedback.alert.webhook-url", "https://example.com/alarm"),
                        Map.entry("feedback.alert.webhook-secret", WebhookReceiver.SECRET),
                        Map.entry("feedback.alert.quiet-hours", "22:00-06:30 Europe/Berlin"),
                        Map.entry("feedback.mount", "/feedback-api"),
                        Map.entry("feedback.enabled", "false")),
                Map.of());

        assertThat(settings.enabled()).isFalse();
        assertThat(settings.mount()).isEqualTo("/feedback-api");
        assertThat(settings.config())
                .isEqualTo(FeedbackConfig.builder()
                        .assistants("aia_asst_1", "aia_asst_2")
                        .twilioAccount("AC1", "token")
                        .twilioApiKey("SK1", "secret")
                        .twilioBaseUrl(URI.create("http://127.0.0.1:9/base"))
                        .twilioTrailer(false)
                        .webhook(URI.create("https://example.com/in?key=1"), WebhookReceiver.SECRET)
                        .storeFile(Path.of("/data/votes.db"))
                        .settleWindow(Duration.ZERO)
                        .bufferMaximumWeight(2 << 20)
                        .deliveryConcurrency(3)
                        .deliveryTimeout(Duration.ofSeconds(2))
                        .deliveryGrace(Duration.ofMinutes(1))
                        .deliveryUncertain(UncertainPolicy.PARK)
                        .admin("root", "long enough")
                        .viewerRole("v")
                        .readerRole("r")
                        .operatorRole("o")
                        .publicUrl(URI.create("https://shop.example"))
                        .tlsTerminated(true)
                        .rateLimits(new FeedbackConfig.RateLimits(
                                new RateLimit(5, Duration.ofSeconds(10)),
                                null,
                                new RateLimit(1000, Duration.ofSeconds(1))))
                        .reasons(List.of(
                                new Reason("rude", Map.of("", "Rude, really")),
                                new Reason("other", Map.of("", "Something else"))))
                        .retention(Duration.ofDays(30))
                        .mask(MaskKind.EMAIL, MaskKind.PHONE)
                        .alertPositiveShare(0.8)
                        .alertWebhook(URI.create("https://example.com/alarm"), WebhookReceiver.SECRET)
                        .alertQuietHours(
                                new QuietHours(LocalTime.of(22, 0), LocalTime.of(6, 30), ZoneId.of("Europe/Berlin")))
                        .build());
    }

    @Test
    void readsTheEnvironmentInCapitalsAndTwiliosOwnNames() {
        FeedbackConfig config = read(
                        Map.of(),
                        Map.of(
                                "FEEDBACK_SETTLE_WINDOW", "PT5S",
                                "ASSISTANT_SID", "aia_asst_1",
                                "TWILIO_ACCOUNT_SID", "AC1",
                                "TWILIO_AUTH_TOKEN", "token",
                                "FEEDBACK_OF_SOMEBODY_ELSE", "ignored"))
                .config();

        assertThat(config.settleWindow()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.assistants()).containsExactly("aia_asst_1");
        assertThat(config.twilio().credentials()).isEqualTo(new FeedbackConfig.Credentials("AC1", new Secret("token")));
    }

    @Test
    void refusesAWatchThatMakesNoSense() {
        assertThat(problemsOf(Map.of("feedback.alert.positive-share", "1")))
                .containsExactly("feedback.alert.positive-share must be more than 0 and less than 1, was 1.0");
        assertThat(problemsOf(Map.of("feedback.alert.positive-share", "0")))
                .containsExactly("feedback.alert.positive-share must be more than 0 and less than 1, was 0.0");
        for (String share : List.of("80%", "NaN", "-0.5", "0x1p-1", "much", "1e-1")) {
            assertThat(problemsOf(Map.of("feedback.alert.positive-share", share)))
                    .singleElement()
                    .asString()
                    .startsWith("feedback.alert.positive-share must be a number such as 0.8, was ");
        }
        for (String hours :
                List.of("22:00", "22-06", "22:00-22:00", "22:00-25:00", "22:00-06:00 Mars/North", "a b c")) {
            assertThat(problemsOf(Map.of("feedback.alert.positive-share", "0.8", "feedback.alert.quiet-hours", hours)))
                    .singleElement()
                    .asString()
                    .startsWith("feedback.alert.quiet-hours must be like 22:00-06:00 Europe/Berlin, was ");
        }
        assertThat(problemsOf(Map.of("feedback.alert.quiet-hours", "22:00-06:00")))
                .containsExactly(
                        "feedback.alert.positive-share must be given with the other settings of feedback.alert");
        assertThat(problemsOf(Map.of(
                        "feedback.alert.positive-share", "0.8",
                        "feedback.alert.webhook-url", "http://example.com/alarm",
                        "feedback.alert.webhook-secret", "s3cret")))
                .hasSize(2)
                .noneMatch(problem -> problem.contains("s3cret"))
                .anyMatch(problem -> problem.startsWith("feedback.alert.webhook-url must be an https URL"))
                .anyMatch(problem -> problem.startsWith("feedback.alert.webhook-secret must be whsec_"));
    }

    @Test
    void refusesAWebhookThatCannotBeTrustedAndNeverQuotesItsSecret() {
        for (String url : List.of(
                "http://example.com/in",
                "ftp://example.com/in",
                "/in",
                "https:///in",
                "https://u:s3cret@example.com/in",
                "https://example.com/in#part")) {
            assertThat(problemsOfWebhook(url, "whsec_s3cret"))
                    .as(url)
                    .hasSize(2)
                    .noneMatch(problem -> problem.contains("s3cret"))
                    .anyMatch(problem -> problem.startsWith("feedback.webhook.url must be an https URL (http only to a"
                            + " loopback address) without user and fragment, was "))
                    .anyMatch(problem -> problem.startsWith("feedback.webhook.secret must be whsec_ followed by base 64"
                            + " of 24 to 64 random bytes"));
        }
        assertThat(problemsOfWebhook("http://[::1]:8080/in", WebhookReceiver.SECRET + "," + WebhookReceiver.SECRET))
                .isEmpty();
    }

    @Test
    void wantsAWebhooksAddressAndItsSecretTogether() {
        String together = "feedback.webhook.url and feedback.webhook.secret must be given together";

        assertThat(problemsOf(Map.of("feedback.webhook.url", "https://example.com")))
                .containsExactly(together);
        assertThat(problemsOf(Map.of("feedback.webhook.secret", WebhookReceiver.SECRET)))
                .containsExactly(together);
    }

    private static List<String> problemsOfWebhook(String url, String secret) {
        return problemsOf(Map.of("feedback.webhook.url", url, "feedback.webhook.secret", secret));
    }

    private static List<String> problemsOf(Map<String, String> settings) {
        try {
            var unused = read(settings, Map.of());
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    @Test
    void takesTheFirstValueFound() {
        FeedbackConfig config = read(Map.of("feedback.settle-window", "PT1S"), Map.of("FEEDBACK_SETTLE_WINDOW", "PT2S"))
                .config();

        assertThat(config.settleWindow()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void prefersTheApiKeyOverTheAccountsToken() {
        FeedbackConfig.Twilio twilio = FeedbackConfig.builder()
                .twilioAccount("AC1", "token")
                .twilioApiKey("SK1", "secret")
                .build()
                .twilio();

        assertThat(twilio.credentials()).isEqualTo(new FeedbackConfig.Credentials("SK1", new Secret("secret")));
    }

    @Test
    void namesEveryMistakeAtOnceWithWhereItIsAndNeverASecret() {
        InvalidConfigException mistakes = catchThrowableOfType(
                InvalidConfigException.class,
                () -> read(
                        Map.of(
                                "feedback.settle-window", "soon",
                                "feedback.delivery.concurrency", "0",
                                "feedback.twilio.base-url", "http://example.com",
                                "feedback.admin.user", "root",
                                "feedback.admin.password", "short",
                                "feedback.mask", "email; phone",
                                "feedback.token.required", "true",
                                "feedback.colour", "red"),
                        Map.of("FEEDBACK_STORE_URL", "jdbc:mysql://db/x")));

        assertThat(mistakes.problems())
                .containsExactlyInAnyOrder(
                        "feedback.colour is not a setting (system property)",
                        "feedback.token.required is not supported by this version yet (system property"
                                + " feedback.token.required)",
                        "feedback.mask must be email, phone or card, or several of them with commas between, was"
                                + " \"email; phone\" (system property feedback.mask)",
                        "feedback.settle-window must be a duration such as PT30S or P400D, was \"soon\" (system property"
                                + " feedback.settle-window)",
                        "feedback.store.url must be like jdbc:sqlite:/var/lib/shop/feedback.db or"
                                + " jdbc:postgresql://db.example.com/shop, was \"jdbc:mysql://db/x\" (environment"
                                + " FEEDBACK_STORE_URL)",
                        "feedback.delivery.concurrency must be from 1 to 64, was 0",
                        "feedback.twilio.base-url must be an https URL (http only to a loopback address) without user"
                                + " and query, was \"http://example.com\"",
                        "feedback.admin.password must have at least 8 characters");
        assertThat(mistakes).hasMessageNotContaining("\"short\"");
    }

    @Test
    void namesTheEntryThatIsWrongAndItsValue() {
        InvalidConfigException mistakes = catchThrowableOfType(
                InvalidConfigException.class,
                () -> read(
                        Map.of(
                                "feedback.assistants", "aia_asst_1, default",
                                "feedback.reasons", "rude=Rude; No=Not this; rude=Again"),
                        Map.of()));

        assertThat(mistakes.problems())
                .containsExactlyInAnyOrder(
                        "feedback.assistants entry 2 must not be the word that stands for the first one, was"
                                + " \"default\"",
                        "feedback.reasons entry 2 must have an id of a-z, 0-9 and -, at most 40 characters, was \"No\"",
                        "feedback.reasons entry 3 must have an id of its own, was again \"rude\"");
    }

    @Test
    void showsNoPasswordInAUrlThatIsWrong() {
        InvalidConfigException mistakes = catchThrowableOfType(
                InvalidConfigException.class,
                () -> read(
                        Map.of(
                                "feedback.twilio.base-url", "https://root:hidden@example.com",
                                "feedback.public-url", "https://root:hid den@example.com",
                                "feedback.store.url", "jdbc:mysql://db/x?user=a&password=hidden"),
                        Map.of()));

        assertThat(mistakes.problems()).hasSize(3);
        assertThat(mistakes)
                .hasMessageContaining("https://***@example.com")
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("hid den");
    }

    @Test
    void readsWhereTheSharedStoreIs() {
        FeedbackSettings settings = read(
                Map.of("feedback.store.url", "jdbc:postgresql://db:5433/shop?password=hidden"),
                Map.of("FEEDBACK_STORE_USER", "votes", "FEEDBACK_STORE_PASSWORD", "secret"));

        assertThat(settings.config())
                .isEqualTo(FeedbackConfig.builder()
                        .storeFile(FOLDER.resolve("feedback.db"))
                        .storePostgres("jdbc:postgresql://db:5433/shop?password=hidden", "votes", "secret")
                        .build());
        assertThat(settings.config().store().place()).isEqualTo("postgresql://db:5433/shop");
        assertThat(settings.config().toString()).doesNotContain("hidden").doesNotContain("secret");
        assertThat(read(Map.of("feedback.store.jndi", "jdbc/shop"), Map.of())
                        .config()
                        .store()
                        .place())
                .isEqualTo("the data source jdbc/shop");
    }

    @Test
    void namesWhatDoesNotGoTogetherAboutTheStore() {
        assertThat(storeProblems("feedback.store.url", "jdbc:postgresql://db/x", "feedback.store.jndi", "jdbc/x"))
                .containsExactly("feedback.store.url and feedback.store.jndi must not both be given");
        assertThat(storeProblems("feedback.store.url", "jdbc:sqlite:/data/votes.db", "feedback.store.jndi", "jdbc/x"))
                .containsExactly("feedback.store.url and feedback.store.jndi must not both be given");
        assertThat(storeProblems("feedback.store.user", "votes", "feedback.store.password", "hidden"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("must be given with a feedback.store.url that begins with"))
                .noneMatch(problem -> problem.contains("hidden"));
        assertThatExceptionOfType(InvalidConfigException.class)
                .isThrownBy(() -> FeedbackConfig.builder()
                        .storePostgres("jdbc:h2:mem", null, null)
                        .build())
                .withMessageContaining("feedback.store.url must begin with jdbc:postgresql:");
    }

    private static List<String> storeProblems(String name, String value, String other, String otherValue) {
        return requireNonNull(catchThrowableOfType(
                        InvalidConfigException.class, () -> read(Map.of(name, value, other, otherValue), Map.of())))
                .problems();
    }

    @Test
    void showsValuesOnOneLineAndNotEndless() {
        assertThat(Shown.value("a\nb")).isEqualTo("\"a?b\"");
        assertThat(Shown.value("x".repeat(500))).hasSizeLessThan(130);
    }

    @Test
    void tellsWhatLooksLikeASettingInTheEnvironment() {
        SettingSource environment = SettingSource.environment(
                Map.of("FEEDBACK_SETTLE_WINDOW", "PT1S", "FEEDBACK_MASK", "email", "FEEDBACK_X", "1", "PATH", "/bin"));

        assertThat(FeedbackSettings.unknownInEnvironment(List.of(environment))).containsExactly("FEEDBACK_X");
    }

    @Test
    @SuppressWarnings("NullAway") // That is what is tested.
    void namesTheSettingThatIsNull() {
        FeedbackConfig.Builder builder = FeedbackConfig.builder();

        assertThatNullPointerException()
                .isThrownBy(() -> builder.settleWindow(null))
                .withMessage("settleWindow");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.storeFile(null))
                .withMessage("storeFile");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.twilioAccount("AC1", null))
                .withMessage("authToken");
    }

    @Test
    void doesNotPrintASecret() {
        FeedbackConfig config = FeedbackConfig.builder()
                .twilioAccount("AC1", "hidden-token")
                .twilioApiKey("SK1", "hidden-secret")
                .admin("root", "hidden-password")
                .build();

        assertThat(config.toString()).doesNotContain("hidden");
    }

    private static FeedbackSettings read(Map<String, String> properties, Map<String, String> environment) {
        Properties system = new Properties();
        system.putAll(properties);
        return FeedbackSettings.read(
                List.of(SettingSource.systemProperties(system), SettingSource.environment(environment)), FOLDER);
    }
}
