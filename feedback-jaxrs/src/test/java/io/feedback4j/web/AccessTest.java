package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.testing.LogLines;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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
    void letsAnAddressThatGuessedWaitAndNoOther() {
        Access access = admin();
        guessUntilSlowedDown(access, get());

        assertThat(refusal(access, get().basic("admin", PASSWORD), Right.READER).kind())
                .isEqualTo(ProblemKind.RATE_LIMITED);
        assertThat(access.allows(get().basic("admin", PASSWORD).from("127.0.0.2"), Right.READER))
                .isTrue();
        assertThat(refusal(access, get().basic("admin", "guess").from("127.0.0.2"), Right.READER)
                        .kind())
                .isEqualTo(ProblemKind.CREDENTIALS_REQUIRED);

        nanos.addAndGet(Duration.ofSeconds(7).toNanos());
        assertThat(refusal(access, get().basic("admin", "guess"), Right.READER).kind())
                .isEqualTo(ProblemKind.CREDENTIALS_REQUIRED);
    }

    @Test
    void slowsDownGuessesTogetherWhereAProxyHidesWhoMakesThem() {
        Access access = access(FeedbackConfig.builder()
                .admin("admin", PASSWORD)
                .publicUrl(URI.create("https://shop.example"))
                .tlsTerminated(true));
        guessUntilSlowedDown(access, get().from("192.0.2.7"));

        assertThat(refusal(access, get().basic("admin", "guess").from("192.0.2.8"), Right.READER)
                        .kind())
                .isEqualTo(ProblemKind.RATE_LIMITED);
        assertThat(access.allows(get().basic("admin", PASSWORD).from("192.0.2.7"), Right.READER))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via"})
    void takesAProxyOnThisMachineForNoCallerOnThisMachine(String header) {
        TestRequest request = get().basic("admin", PASSWORD).header(header, "something");

        assertThat(refusal(admin(), request, Right.READER).kind()).isEqualTo(ProblemKind.NOT_ENCRYPTED);
        assertThat(admin().allows(request.https(), Right.READER)).isTrue();
    }

    @Test
    void believesInAProxyOnlyWhereProxiesAre() {
        FeedbackConfig.Access plain = FeedbackConfig.builder().build().access();

        for (String far : List.of("192.0.2.7", "172.32.0.1", "2001:db8::1")) {
            assertThat(Peer.ofCaller(get().from(far).header("Via", "me"), plain))
                    .isEqualTo(far);
        }
        for (String near : List.of("127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "::1", "fd00::1")) {
            assertThat(Peer.ofCaller(get().from(near).header("Via", "proxy"), plain))
                    .as(near)
                    .isNull();
            assertThat(Peer.ofCaller(get().from(near), plain)).isEqualTo(near);
        }
    }

    @Test
    void opensNoLoginBoxForAScript() {
        assertThat(challenge(get().header("Sec-Fetch-Mode", "cors"))).isFalse();
        assertThat(challenge(get().header("Sec-Fetch-Site", "same-origin"))).isFalse();
        assertThat(challenge(get().header("Sec-Fetch-Mode", "navigate").header("Sec-Fetch-Site", "none")))
                .isTrue();
    }

    @Test
    void tellsTheLogOfWrongPasswordsOnceAMinuteAndWithoutThem() {
        Access access = admin();
        List<String> lines = LogLines.during(() -> {
            for (int guess = 0; guess < 5; guess++) {
                access.allows(get().basic("kanarienvogel", "kanarienvogel"), Right.READER);
            }
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            access.allows(get().basic("kanarienvogel", "kanarienvogel"), Right.READER);
        });

        assertThat(lines.stream().filter(line -> line.contains("wrong name or password")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("WARN", ": 1"),
                        second -> assertThat(second).contains("WARN", ": 5"));
        assertThat(lines).noneMatch(line -> line.contains("kanarienvogel"));
    }

    @Test
    void knowsWhomItLetsIn() {
        Access access = access(FeedbackConfig.builder()
                .admin("admin", PASSWORD)
                .twilioAccount("AC1", "token")
                .readerRole("r"));

        assertThat(access.requireReaderOrTwilio(get().basic("admin", PASSWORD))).isEqualTo("The configured admin");
        assertThat(access.requireReaderOrTwilio(get().basic("AC1", "token")))
                .isEqualTo("A client with the Twilio credentials");
        assertThat(access.requireReaderOrTwilio(get().role("r"))).isEqualTo("User somebody");
    }

    private static void guessUntilSlowedDown(Access access, TestRequest request) {
        for (int guess = 0; guess < 10; guess++) {
            assertThat(refusal(access, request.without("Authorization").basic("admin", "guess" + guess), Right.READER)
                            .kind())
                    .isEqualTo(ProblemKind.CREDENTIALS_REQUIRED);
        }
        Problem problem = refusal(access, request, Right.READER);
        assertThat(problem.kind()).isEqualTo(ProblemKind.RATE_LIMITED);
        assertThat(problem.headers()).containsEntry("Retry-After", "6");
    }

    private boolean challenge(TestRequest request) {
        return refusal(admin(), request, Right.READER).headers().containsKey("WWW-Authenticate");
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
