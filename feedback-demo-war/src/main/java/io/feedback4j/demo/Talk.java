package io.feedback4j.demo;

import io.feedback4j.demo.chat.Message;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.demo.twilio.ChatException;
import io.feedback4j.demo.twilio.TwilioChat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says something to whoever answers in this demo: Twilio's assistant, or the small one that is built in. Thread-safe. */
record Talk(Demo demo) {
    private static final int MAX_TEXT_CHARS = 2_000;

    /** Why nothing can be said; empty when it can. */
    static Optional<String> problem(String text) {
        return text.isEmpty() || text.length() > MAX_TEXT_CHARS
                ? Optional.of("body must have 1 to " + MAX_TEXT_CHARS + " characters")
                : Optional.empty();
    }

    /**
     * The answer; empty when the session is not remembered.
     *
     * @throws ChatException when there is none
     */
    Optional<Message> answer(Session session, String text) throws ChatException {
        Optional<TwilioChat> chat = demo.chat();
        if (chat.isEmpty()) {
            return demo.conversations().say(session.id(), text);
        }
        Set<String> known = session.messages().stream().map(Message::id).collect(Collectors.toSet());
        TwilioChat.Answer answer = chat.get().say(session.assistantId(), session.id(), session.identity(), text, known);
        return demo.conversations().note(session.id(), text, answer.messageId(), answer.body());
    }
}
