package io.feedback4j.delivery;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.MessageContext;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a session, as far as it could be read.
 *
 * @param state whether it could
 * @param lines in the order in which they were said; empty unless it was found
 */
public record Conversation(State state, List<Line> lines) {

    /** Whether a conversation could be read. */
    public enum State {
        /** It was, or the part of it that is read at the most. */
        FOUND,
        /** There is no such session, or the service is gone. */
        GONE,
        /** The credentials do not open it. */
        REFUSED,
        /** There was no usable answer; later there may be. */
        UNAVAILABLE
    }

    /**
     * One message.
     *
     * @param id its id there; {@code ""} when it has none
     * @param role who said it, such as {@code user} or {@code assistant}
     * @param text what was said; {@code ""} when that cannot be told
     */
    public record Line(String id, String role, String text) {}

    public Conversation {
        requireNonNull(state, "state");
        lines = List.copyOf(lines);
    }

    /**
     * The answer that a message is, and the last thing a user said before it; {@code null} when the message is not here,
     * or nothing of it can be told.
     *
     * @param isSame whether two ids are the same message: the one that is given and one that is here
     */
    public @Nullable MessageContext around(String messageId, BiPredicate<String, String> isSame) {
        String question = "";
        for (Line line : lines) {
            if (isSame.test(messageId, line.id())) {
                MessageContext context = MessageContext.beginningOf(question, line.text());
                return context.isBlank() ? null : context;
            }
            if (line.role().equals("user")) {
                question = line.text();
            }
        }
        return null;
    }

    /** One that could not be read. */
    public static Conversation unread(State state) {
        return new Conversation(state, List.of());
    }
}
