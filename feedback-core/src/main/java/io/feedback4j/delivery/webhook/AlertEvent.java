package io.feedback4j.delivery.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.store.Alert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The document that is posted for an alarm: {@code type}, {@code timestamp}, and what was noticed in {@code data}. */
public final class AlertEvent {
    private static final String TYPE = "positive_share.fell";
    // A buffer kept in a thread could keep our class loader alive after an undeploy.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .build();

    private AlertEvent() {}

    /** In UTF-8. The same for the same alarm in every try, unless it has ended meanwhile. */
    public static byte[] of(Alert alert) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", TYPE);
            json.writeStringField("timestamp", alert.firedAt().toString());
            json.writeObjectFieldStart("data");
            json.writeStringField("id", alert.id());
            json.writeStringField("assistant_id", alert.assistantId());
            json.writeNumberField("line", alert.line());
            json.writeNumberField("votes", alert.votes());
            json.writeNumberField("positive", alert.positive());
            json.writeNumberField("share", alert.share());
            json.writeStringField("fired_at", alert.firedAt().toString());
            json.writeStringField(
                    "recovered_at",
                    alert.recoveredAt() == null ? null : alert.recoveredAt().toString());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
