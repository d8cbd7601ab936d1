package io.feedback4j.demo.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z"));
    private final Conversations conversations =
            new Conversations(new Assistant(), new Ids(clock, new Random(1)), clock);

    @Test
    void givesEachAnswerAnIdLikeTheUpstreamsOwn() {
        Session session = conversations.begin("aia_asst_1", "Ada");

        Message answer = conversations.say(session.id(), "WHEN ARE YOU OPEN?").orElseThrow();

        assertThat(answer.id()).matches("aia_msg_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(answer.text()).contains("Monday to Saturday");
        assertThat(conversations.find(session.id()).orElseThrow().messages()).hasSize(2);
    }

    @Test
    void doesNotAnswerInASessionItDoesNotKnow() {
        assertThat(conversations.say("unknown", "Hello")).isEmpty();
    }

    @Test
    void forgetsTheSessionThatWasUsedLongestAgo() {
        Session kept = conversations.begin("aia_asst_1", "Ada");
        Session forgotten = conversations.begin("aia_asst_1", "Bob");
        for (int i = 2; i < Conversations.MAX_SESSIONS; i++) {
            conversations.begin("aia_asst_1", "somebody");
        }
        conversations.find(kept.id());

        conversations.begin("aia_asst_1", "one too many");

        assertThat(conversations.find(kept.id())).isPresent();
        assertThat(conversations.find(forgotten.id())).isEmpty();
    }

    @Test
    void forgetsTheOldestMessagesOfALongSession() {
        Session session = conversations.begin("aia_asst_1", "Ada");
        for (int i = 0; i < Conversations.MAX_MESSAGES; i++) {
            conversations.say(session.id(), "Hello");
        }

        assertThat(conversations.find(session.id()).orElseThrow().messages()).hasSize(Conversations.MAX_MESSAGES);
    }
}
