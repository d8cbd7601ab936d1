package io.feedback4j.delivery.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one record apart at the upstream, in its own terms.
 *
 * @param sessionId never empty when it is one of ours
 * @param messageId {@code ""} for none
 * @param score {@code null} for none
 * @param text {@code ""} for none; with its trailer
 */
record UpstreamRecord(
        String sessionId, String messageId, @Nullable Double score, String text) {
    private static final String PREFIX = "aia_msg_";
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** @param trailer whether reasons and a foreign message id go into the text; else they are left out */
    static UpstreamRecord of(Feedback feedback, boolean trailer) {
        Opinion opinion = feedback.opinion();
        String own = feedback.target().messageId();
        String messageId = messageId(own);
        String foreign = messageId.isEmpty() ? own : "";
        String text = trailer ? new Trailer(opinion.text(), opinion.reasons(), foreign).write() : opinion.text();
        return new UpstreamRecord(feedback.target().sessionId(), messageId, opinion.score(), text);
    }

    /** The id as the upstream's member takes it: prefixed, given the prefix if it is a bare UUID, else {@code ""}. */
    static String messageId(String own) {
        if (UUID_FORM.matcher(own).matches()) {
            return PREFIX + own;
        }
        return own.startsWith(PREFIX) && own.length() > PREFIX.length() ? own : "";
    }

    /** The body of a request; members only where there is something in them. */
    byte[] toJson(ObjectMapper json) {
        ObjectNode body = json.createObjectNode().put("session_id", sessionId);
        if (!messageId.isEmpty()) {
            body.put("message_id", messageId);
        }
        if (score != null) {
            body.put("score", score);
        }
        if (!text.isEmpty()) {
            body.put("text", text);
        }
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers is always JSON", e);
        }
    }

    /** One string for what it is about, without what it says. */
    String target() {
        return sessionId.length() + ":" + sessionId + messageId;
    }

    /**
     * One string for all of it, the same for equal records and no others. The score is rounded as the upstream does,
     * which keeps it as a float of 32 bits.
     */
    String fingerprint() {
        String rounded = score == null ? "" : Float.toString(score.floatValue() + 0.0f);
        StringBuilder all = new StringBuilder();
        for (String part : new String[] {sessionId, messageId, rounded, text}) {
            all.append(part.length()).append(':').append(part);
        }
        return all.toString();
    }
}
