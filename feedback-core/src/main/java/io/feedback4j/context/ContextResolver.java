package io.feedback4j.context;

import io.feedback4j.model.MessageContext;
import org.jspecify.annotations.Nullable;

/**
 * An application that keeps its conversations itself tells the words of a message. Asked after a vote without a context
 * was kept, and when somebody looks at a vote whose words are not known; never while a voter waits. Must be thread-safe;
 * what it throws is logged without its message, and means that nothing is known.
 */
@FunctionalInterface
public interface ContextResolver {

    /**
     * The question and the answer.
     *
     * @param messageId {@code ""} for the whole session
     * @return {@code null} when not known
     */
    @Nullable
    MessageContext resolve(String assistantId, String sessionId, String messageId);
}
