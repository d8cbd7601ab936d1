package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.Health;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.Ledger;
import java.io.IOException;

/** Whether it works, for everybody; how, for those who may see numbers. */
final class HealthEndpoint {
    private final FeedbackService service;
    private final Access access;

    HealthEndpoint(FeedbackService service, Access access) {
        this.service = service;
        this.access = access;
    }

    Answer answer(Call call) {
        Health health = service.health();
        return Answers.privately(health.up() ? 200 : 503, body(health, access.allows(call.request(), Right.VIEWER)));
    }

    /** @param detailed whether the caller may see more than the status */
    static byte[] body(Health health, boolean detailed) {
        return Json.object(json -> {
            json.writeStringField("status", health.status().word());
            if (detailed) {
                details(json, health);
            }
        });
    }

    private static void details(JsonGenerator json, Health health) throws IOException {
        Json.strings(json, "problems", health.problems());
        Json.strings(json, "notices", health.notices());
        Json.date(json, "checked_at", health.checkedAt());
        json.writeStringField("store", health.store());
        json.writeNumberField("waiting_for_commit", health.waitingForCommit());
        json.writeNumberField("settling_in_memory", health.settlingInMemory());
        json.writeArrayFieldStart("ledgers");
        for (Ledger ledger : health.ledgers()) {
            ledger(json, health, ledger);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("destinations");
        for (DestinationStatus destination : health.destinations()) {
            destination(json, destination);
        }
        json.writeEndArray();
        if (health.lastImport() != null) {
            json.writeObjectFieldStart("last_import");
            ImportWriter.members(json, health.lastImport());
            json.writeEndObject();
        }
    }

    private static void ledger(JsonGenerator json, Health health, Ledger ledger) throws IOException {
        json.writeStartObject();
        json.writeStringField("destination", ledger.destination());
        json.writeNumberField("accepted", ledger.accepted());
        for (DeliveryState state : DeliveryState.values()) {
            json.writeNumberField(state.word(), ledger.states().getOrDefault(state, 0L));
        }
        json.writeNumberField("purged", ledger.purged());
        json.writeBooleanField("balanced", ledger.isBalanced());
        Json.date(json, "oldest_waiting", ledger.oldestWaiting());
        json.writeNumberField(
                "oldest_waiting_seconds", health.oldestWaiting(ledger).toSeconds());
        json.writeNumberField("duplicates", ledger.duplicates());
        json.writeEndObject();
    }

    private static void destination(JsonGenerator json, DestinationStatus destination) throws IOException {
        json.writeStartObject();
        json.writeStringField("destination", destination.destination());
        json.writeStringField("assistant_id", destination.assistantId());
        json.writeStringField("state", destination.state().word());
        Json.date(json, "since", destination.since());
        Json.date(json, "next_at", destination.nextAt());
        json.writeNumberField("failures", destination.failures());
        json.writeStringField("reason", destination.reason());
        json.writeEndObject();
    }
}
