package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.EventPage;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;
import io.feedback4j.store.Event;
import java.io.IOException;

/** Events as JSON, and as server-sent events (HTML standard, section 9.2). Never with the text of a vote. */
final class EventWriter {
    private EventWriter() {}

    static byte[] page(EventPage page) {
        return Json.object(json -> {
            json.writeArrayFieldStart("events");
            for (Event event : page.events()) {
                json.writeStartObject();
                members(json, event);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("next", EventCursor.encode(page.next()));
            json.writeBooleanField("more", page.more());
        });
    }

    /** JSON has no line break outside a string and none inside one, so that it is one line of data. */
    static byte[] message(Event event) {
        String data = new String(Json.object(json -> members(json, event)), UTF_8);
        String message =
                "id: " + EventCursor.encode(event.position()) + "\nevent: " + type(event) + "\ndata: " + data + "\n\n";
        return message.getBytes(UTF_8);
    }

    private static String type(Event event) {
        return event.delivery() == null ? "feedback" : "delivery";
    }

    private static void members(JsonGenerator json, Event event) throws IOException {
        Feedback feedback = event.feedback();
        json.writeStringField("cursor", EventCursor.encode(event.position()));
        Json.date(json, "at", event.position().at());
        json.writeStringField("type", type(event));
        json.writeStringField("change", event.change());
        json.writeStringField("assistant_id", feedback.target().assistantId());
        json.writeStringField("feedback_id", feedback.id().value());
        json.writeStringField("session_id", feedback.target().sessionId());
        json.writeStringField("message_id", feedback.target().messageId());
        Json.score(json, feedback.opinion().score());
        json.writeStringField("status", feedback.status().word());
        json.writeStringField("source", feedback.source().word());
        Delivery delivery = event.delivery();
        if (delivery != null) {
            RecordWriter.delivery(json, delivery);
        }
    }
}
