package io.feedback4j.demo.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.feedback4j.FeedbackConfig.Credentials;
import io.feedback4j.Secret;
import io.feedback4j.demo.chat.Assistant;
import io.feedback4j.demo.chat.Conversations;
import io.feedback4j.demo.chat.Ids;
import io.feedback4j.demo.sandbox.Account;
import io.feedback4j.demo.sandbox.Behaviour;
import io.feedback4j.demo.sandbox.Behaviour.Kind;
import io.feedback4j.demo.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the sandbox, which shares no code with the client. */
class TwilioChatTest {
    private static final String ASSISTANT = "aia_asst_1";
    private static final Account ACCOUNT = new Account("AC" + "0".repeat(32), "token", List.of(ASSISTANT));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InstantSource clock = InstantSource.system();
    private final Ids ids = new Ids(clock, new Random(1));
    private final Conversations upstream = new Conversations(new Assistant(), ids, clock);
    private Sandbox sandbox;
    private TwilioChat chat;

    @BeforeEach
    void start() throws IOException {
        sandbox = Sandbox.start(ACCOUNT, upstream, ids, clock);
        chat = chat(sandbox.baseUrl(), "token", PATIENCE);
    }

    private static TwilioChat chat(URI baseUrl, String token, Duration timeout) {
        return new TwilioChat(baseUrl, new Credentials(ACCOUNT.sid(), new Secret(token)), timeout, timeout);
    }

    @AfterEach
    void stop() {
        chat.close();
        sandbox.close();
    }

    private TwilioChat.Answer say(TwilioChat chat, String sessionId, String text) throws ChatException {
        return chat.say(ASSISTANT, sessionId, "Ada", text, Set.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator-1", "webhook:a/b c+d%2F?é#*"})
    void findsTheAnswerAndTheIdUnderWhichItIsKept(String sessionId) throws Exception {
        TwilioChat.Answer answer = say(chat, sessionId, "When are you open?");

        assertThat(answer.body()).contains("Monday to Saturday");
        assertThat(upstream.find(sessionId).orElseThrow().messages())
                .last()
                .satisfies(kept -> assertThat(kept.id()).isEqualTo(answer.messageId()));
    }

    @Test
    void tellsTheSameWordsApartByWhatItKnowsAlready() throws Exception {
        TwilioChat.Answer first = say(chat, "demo", "Hello");

        TwilioChat.Answer second = chat.say(ASSISTANT, "demo", "Ada", "Hello", Set.of(first.messageId()));

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.messageId()).startsWith("aia_msg_").isNotEqualTo(first.messageId());
    }

    @ParameterizedTest
    @CsvSource({
        "GONE, does not have this assistant",
        "ERROR, (500)",
        "ERROR_AFTER_STORING, (500)",
        "RATE_LIMITED, asks to wait",
        "CUT, connection broke"
    })
    void saysInASentenceWhyThereIsNoAnswer(Kind kind, String words) {
        sandbox.behave(new Behaviour(kind, Duration.ofSeconds(1), 0));

        assertThatExceptionOfType(ChatException.class)
                .isThrownBy(() -> say(chat, "demo", "Hello"))
                .withMessageContaining(words);
    }

    @Test
    void doesNotWaitForEver() {
        sandbox.behave(new Behaviour(Kind.HANG, Duration.ofSeconds(1), 0));
        try (TwilioChat impatient = chat(sandbox.baseUrl(), "token", Duration.ofMillis(1))) {
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> say(impatient, "demo", "Hello"))
                    .withMessageContaining("did not answer within");
        }
    }

    @Test
    void saysThatTheCredentialsAreWrong() {
        try (TwilioChat stranger = chat(sandbox.baseUrl(), "wrong", PATIENCE)) {
            assertThatExceptionOfType(ChatException.class)
                    .isThrownBy(() -> say(stranger, "demo", "Hello"))
                    .withMessageContaining("credentials (401)");
        }
    }
}
