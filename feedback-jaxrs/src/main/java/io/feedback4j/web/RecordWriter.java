package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Masked;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.store.KeptContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The record as it is shown: Twilio's members, under both of its names for the dates, and ours. */
final class RecordWriter {
    private RecordWriter() {}

    /** The members of a record, into an object that is open. */
    static void record(JsonGenerator json, FeedbackRecord record) throws IOException {
        record(json, record, record.feedback().opinion());
    }

    /** The same without what was said where that is gone, for somebody who repeats an old request. */
    static void repeated(JsonGenerator json, FeedbackRecord record) throws IOException {
        Status status = record.feedback().status();
        boolean gone = status == Status.WITHDRAWN || status == Status.ERASED;
        record(json, record, gone ? Opinion.BLANK : record.feedback().opinion());
    }

    private static void record(JsonGenerator json, FeedbackRecord record, Opinion opinion) throws IOException {
        Feedback feedback = record.feedback();
        json.writeStringField("id", feedback.id().value());
        json.writeStringField("assistant_id", feedback.target().assistantId());
        json.writeStringField("session_id", feedback.target().sessionId());
        json.writeStringField("message_id", feedback.target().messageId());
        opinion(json, opinion);
        dates(json, feedback);
        json.writeStringField("status", feedback.status().word());
        json.writeStringField("source", feedback.source().word());
        DeliveryState state = record.state();
        json.writeStringField("state", state == null ? null : state.word());
    }

    private static void opinion(JsonGenerator json, Opinion opinion) throws IOException {
        Json.score(json, opinion.score());
        json.writeStringField("text", opinion.text());
        Json.strings(json, "reasons", opinion.reasons());
        if (!opinion.masked().isNone()) {
            masked(json, opinion.masked());
        }
    }

    /** How much was masked in the text, by kind. */
    static void masked(JsonGenerator json, Masked masked) throws IOException {
        json.writeObjectFieldStart("masked");
        json.writeNumberField(MaskKind.EMAIL.word(), masked.email());
        json.writeNumberField(MaskKind.PHONE.word(), masked.phone());
        json.writeNumberField(MaskKind.CARD.word(), masked.card());
        json.writeEndObject();
    }

    private static void dates(JsonGenerator json, Feedback feedback) throws IOException {
        String created = Json.date(feedback.createdAt());
        String updated = feedback.updatedAt().equals(feedback.createdAt()) ? created : Json.date(feedback.updatedAt());
        json.writeStringField("date_created", created);
        json.writeStringField("date_updated", updated);
        json.writeStringField("created_at", created);
        json.writeStringField("updated_at", updated);
    }

    /** The words it is about; {@code null} where none are known. */
    static void context(JsonGenerator json, @Nullable KeptContext kept) throws IOException {
        json.writeFieldName("context");
        if (kept == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("question", kept.context().question());
        json.writeStringField("answer", kept.context().answer());
        json.writeStringField("source", kept.source().word());
        Json.date(json, "date_created", kept.at());
        if (!kept.context().masked().isNone()) {
            masked(json, kept.context().masked());
        }
        json.writeEndObject();
    }

    /** Everything said on the target, as an array. */
    static void history(JsonGenerator json, List<Feedback> history) throws IOException {
        json.writeArrayFieldStart("history");
        for (Feedback feedback : history) {
            json.writeStartObject();
            json.writeStringField("id", feedback.id().value());
            opinion(json, feedback.opinion());
            Json.date(json, "date_created", feedback.createdAt());
            Json.date(json, "date_updated", feedback.updatedAt());
            json.writeStringField("status", feedback.status().word());
            json.writeStringField("source", feedback.source().word());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Where it went, as an array. */
    static void deliveries(JsonGenerator json, List<Delivery> deliveries) throws IOException {
        json.writeArrayFieldStart("deliveries");
        for (Delivery delivery : deliveries) {
            json.writeStartObject();
            delivery(json, delivery);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The members of one delivery. */
    static void delivery(JsonGenerator json, Delivery delivery) throws IOException {
        json.writeStringField("destination", delivery.destination());
        json.writeStringField("state", delivery.state().word());
        json.writeNumberField("attempts", delivery.attempts());
        Json.date(json, "next_at", delivery.nextAt());
        json.writeStringField("upstream_id", delivery.upstreamId());
        json.writeFieldName("http_status");
        Integer status = delivery.httpStatus();
        if (status == null) {
            json.writeNull();
        } else {
            json.writeNumber(status);
        }
        json.writeStringField("problem", delivery.problem());
        Json.date(json, "updated_at", delivery.updatedAt());
    }
}
