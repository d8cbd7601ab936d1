package io.feedback4j.demo.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A feedback as the upstream keeps it; there is no changing it. */
record StoredFeedback(
        String id,
        String accountSid,
        String assistantId,
        String sessionId,
        String messageId,
        @Nullable Double score,
        String text,
        Instant at) {

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("account_sid", accountSid)
                .put("assistant_id", assistantId)
                .put("session_id", sessionId)
                .put("message_id", messageId)
                .put("score", score)
                .put("text", text)
                .put("date_created", at.toString())
                .put("date_updated", at.toString());
    }
}
