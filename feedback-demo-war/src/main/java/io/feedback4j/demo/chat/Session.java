package io.feedback4j.demo.chat;

import java.time.Instant;
import java.util.List;

/**
 * A conversation as it is now.
 *
 * @param id chosen by whoever began it; opaque
 * @param assistantId with whom
 * @param identity who the person says they are
 * @param startedAt when it began
 * @param updatedAt when something was last said
 * @param messages in the order in which they were said
 */
public record Session(
        String id, String assistantId, String identity, Instant startedAt, Instant updatedAt, List<Message> messages) {

    public Session {
        messages = List.copyOf(messages);
    }
}
