package io.feedback4j.web;

import io.feedback4j.model.MessageContext;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import java.util.Base64;

/** What an idempotency key stands for: everything that was read of the request, and not how it was written. */
final class Payload {
    private Payload() {}

    /** SHA-256 over the request in one fixed form, in base64url. Reasons count as a set. */
    static String hash(NewFeedback feedback) {
        Opinion opinion = feedback.opinion();
        byte[] form = Json.object(json -> {
            json.writeStringField("session_id", feedback.target().sessionId());
            json.writeStringField("message_id", feedback.target().messageId());
            Json.score(json, opinion.score());
            json.writeStringField("text", opinion.text());
            Json.strings(json, "reasons", opinion.reasons().stream().sorted().toList());
            MessageContext context = feedback.context();
            if (context != null) {
                json.writeStringField("question", context.question());
                json.writeStringField("answer", context.answer());
            }
        });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(form));
    }
}
