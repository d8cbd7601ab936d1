package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.FeedbackConfig;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String PASSWORD = "correct horse";

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void isClosedUntilSomethingIsConfiguredAndSaysWhat() {
        Problem problem = refusal(access(FeedbackConfig.builder()), get().basic("admin", PASSWORD), Right.VIEWER);

        assertThat(problem.kind()).isEqualTo(ProblemKind.CLOSED);
        assertThat(problem.detail()).contains("feedback.admin.user", "feedback.role.reader", "Twilio");
    }

    @Test
    void challengesWhoBringsNoPassword() {
        Problem problem = refusal(admin(), get(), Right.READER);

        assertThat(problem.kind()).isEqualTo(ProblemKind.CREDENTIALS_REQUIRED);
        assertThat(problem.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"feedback\", charset=\"UTF-8\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!!",
                "Basic YWRtaW4=",
                "Basic YWRtaW46",
                "Basic Og==",
                "Bearer YWRtaW46Y29ycmVjdCBob3JzZQ==",
                "Digest username=\"admin\"",
                "YWRtaW46Y29ycmVjdCBob3JzZQ=="
            })
    void challengesWhoBringsSomethingElse(String header) {
        Problem problem = refusal(admin(), get().header("Authorization", header), Right.READER);

        assertThat(problem.kind()).isEqualTo(ProblemKind.CREDENTIALS_REQUIRED);
    }

    @Test
    void takesTheRightPairOnly() {
        assertThatNoException().isThrownBy(() -> admin().require(get().basic("admin", PASSWORD), Right.OPERATOR));
        assertThat(admin().allows(get().basic("admin", PASSWORD + " "), Right.VIEWER))
                .isFalse();
        assertThat(admin().allows(get().basic("ADMIN", PASSWORD), Right.VIEWER)).isFalse();
        assertThat(admin().allows(get().basic("", ""), Right.VIEWER)).isFalse();
        assertThat(admin().allows(get().basic("admin", PASSWORD).basic("admin", PASSWORD), Right.VIEWER))
                .isFalse();
    }

    @Test
    void takesAPasswordOutsideAsciiInUtf8() {
        Access access = access(FeedbackConfig.builder().admin("jürgen", "größer:als"));

        assertThat(access.allows(get().basic("jürgen", "größer:als"), Right.OPERATOR))
                .isTrue();
    }

    @Test
    void refusesAPasswordOverPlainHttpFromAnotherMachineAndSaysWhy() {
        Problem problem = refusal(admin(), get().basic("admin", PASSWORD).from("192.0.2.7"), Right.READER);

        assertThat(problem.kind()).isEqualTo(ProblemKind.NOT_ENCRYPTED);
        assertThat(problem.detail()).contains("feedback.tls-terminated");
        assertThat(admin().allows(get().basic("admin", PASSWORD).from(null), Right.READER))
                .isFalse();
    }

    @Test
    void takesAPasswordOverHttpsAndBehindAProxyThatSpeaksIt() {
        Access behindProxy =
                access(FeedbackConfig.builder().admin("admin", PASSWORD).tlsTerminated(true));

        assertThat(admin().allows(
                                get().basic("admin", PASSWORD).from("192.0.2.7").https(), Right.READER))
                .isTrue();
        assertThat(behindProxy.allows(get().basic("admin", PASSWORD).from("192.0.2.7"), Right.READER))
                .isTrue();
    }

    @Test
    void believesNoHeaderAboutTheAddressOrTheScheme() {
        TestRequest request = get().basic("admin", PASSWORD)
                .from("192.0.2.7")
                .header("X-Forwarded-For", "127.0.0.1")
                .header("X-Forwarded-Proto", "https")
                .header("Forwarded", "for=127.0.0.1;proto=https");

        assertThat(admin().allows(request, Right.READER)).isFalse();
    }

    @Test
    void opensTheListForTwiliosPairsAndNothingElse() {
        Access access =
                access(FeedbackConfig.builder().twilioAccount("AC1", "token").twilioApiKey("SK1", "secret"));

        assertThatNoException().isThrownBy(() -> access.requireReaderOrTwilio(get().basic("AC1", "token")));
        assertThatNoException().isThrownBy(() -> access.requireReaderOrTwilio(get().basic("SK1", "secret")));
        assertThat(refusal(access, get().basic("AC1", "token"), Right.OPERATOR).kind())
                .isEqualTo(ProblemKind.RIGHT_MISSING);
        assertThat(access.allows(get().basic("AC1", "secret"), Right.VIEWER)).isFalse();
    }

    @Test
    void takesTheRolesOfTheHostEachWithThoseBelow() {
        Access access =
                access(FeedbackConfig.builder().viewerRole("v").readerRole("r").operatorRole("o"));

        assertThat(access.allows(get().role("v").from("192.0.2.7"), Right.VIEWER))
                .isTrue();
        assertThat(access.allows(get().role("v"), Right.READER)).isFalse();
        assertThat(access.allows(get().role("r"), Right.READER)).isTrue();
        assertThat(access.allows(get().role("r"), Right.OPERATOR)).isFalse();
        assertThat(access.allows(get().role("o"), Right.OPERATOR)).isTrue();
        assertThat(access.allows(get().role("o"), Right.VIEWER)).isTrue();
        assertThat(refusal(access, get(), Right.READER).kind()).isEqualTo(ProblemKind.RIGHT_MISSING);
    }

    @Test
    void slowsDownWhoGuessesAndNobodyElse() {
        Access access = admin();
        for (int guess = 0; guess < 10; guess++) {
            assertThat(refusal(access, get().basic("admin", "guess" + guess), Right.READER)
                            .kind())
                    .isEqualTo(ProblemKind.CREDENTIALS_REQUIRED);
        }

        Problem problem = refusal(access, get().basic("admin", PASSWORD), Right.READER);
        assertThat(problem.kind()).isEqualTo(ProblemKind.RATE_LIMITED);
        assertThat(problem.headers()).containsEntry("Retry-After", "6");
        assertThat(access.allows(get().basic("admin", PASSWORD).from("127.0.0.2"), Right.READER))
                .isTrue();

        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(access.allows(get().basic("admin", PASSWORD), Right.READER)).isTrue();
    }

    private Access admin() {
        return access(FeedbackConfig.builder().admin("admin", PASSWORD));
    }

    private Access access(FeedbackConfig.Builder config) {
        return new Access(config.build(), nanos::get);
    }

    private static TestRequest get() {
        return TestRequest.get("v1/Assistants/default/Feedbacks");
    }

    private static Problem refusal(Access access, Request request, Right right) {
        return catchThrowableOfType(ProblemException.class, () -> access.require(request, right))
                .problem();
    }
}
