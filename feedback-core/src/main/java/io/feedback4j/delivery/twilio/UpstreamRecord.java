package io.feedback4j.delivery.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.delivery.Listing;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.InvalidFeedbackException;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * What it says in our terms; {@code null} when that is nothing, or more or other than can be kept here.
     *
     * @param trailer whether a trailer line in the text is taken for one
     */
    Listing.@Nullable Said said(boolean trailer) {
        Trailer whole = new Trailer(text, List.of(), "");
        Trailer read = trailer ? Trailer.read(text) : whole;
        Trailer parts = read.isOurs() && (messageId.isEmpty() || read.message().isEmpty()) ? read : whole;
        String message = messageId.isEmpty() ? parts.message() : messageId;
        List<FieldProblem> problems = new ArrayList<>();
        Target.check("session_id", sessionId, 1, problems);
        Target.check("message_id", message, 0, problems);
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            Opinion opinion = new Opinion(score, parts.text(), parts.reasons());
            return opinion.isBlank() ? null : new Listing.Said(sessionId, message, opinion);
        } catch (InvalidFeedbackException e) {
            return null;
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
