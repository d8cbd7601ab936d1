package io.feedback4j.delivery.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The document that is posted: {@code type}, {@code timestamp} and, in {@code data}, the record with the members that our
 * own API shows, but for {@code state}, which is about the way and not about what was said.
 */
final class CreatedEvent {
    private static final String TYPE = "feedback.created";
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    // A buffer kept in a thread could keep our class loader alive after an undeploy.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .build();

    private CreatedEvent() {}

    /** In UTF-8. The same for the same feedback in every try, unless its status changed. */
    static byte[] of(Feedback feedback) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE);
            json.writeStringField("timestamp", date(feedback.createdAt()));
            json.writeObjectFieldStart("data");
            record(json, feedback);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void record(JsonGenerator json, Feedback feedback) throws IOException {
        json.writeStringField("id", feedback.id().value());
        json.writeStringField("assistant_id", feedback.target().assistantId());
        json.writeStringField("session_id", feedback.target().sessionId());
        json.writeStringField("message_id", feedback.target().messageId());
        opinion(json, feedback.opinion());
        json.writeStringField("date_created", date(feedback.createdAt()));
        json.writeStringField("date_updated", date(feedback.updatedAt()));
        json.writeStringField("created_at", date(feedback.createdAt()));
        json.writeStringField("updated_at", date(feedback.updatedAt()));
        json.writeStringField("status", feedback.status().word());
        json.writeStringField("source", feedback.source().word());
    }

    private static void opinion(JsonGenerator json, Opinion opinion) throws IOException {
        score(json, opinion.score());
        json.writeStringField("text", opinion.text());
        json.writeArrayFieldStart("reasons");
        for (String reason : opinion.reasons()) {
            json.writeString(reason);
        }
        json.writeEndArray();
    }

    private static void score(JsonGenerator json, @Nullable Double score) throws IOException {
        if (score == null) {
            json.writeNullField("score");
        } else if (score == Math.rint(score)) {
            json.writeNumberField("score", score.intValue());
        } else {
            json.writeNumberField("score", score);
        }
    }

    private static String date(Instant instant) {
        return MILLISECONDS.format(instant);
    }
}
