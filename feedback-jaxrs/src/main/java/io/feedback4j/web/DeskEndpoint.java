package io.feedback4j.web;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.desk.Decisions;
import io.feedback4j.desk.Desk;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.Decided;
import io.feedback4j.store.RejectedFilter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of what was rejected or is parked: of one feedback, or of all that filters mean. For operators. */
final class DeskEndpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;
    private final OriginProof origin;

    DeskEndpoint(FeedbackService service, Assistants assistants, Access access, OriginProof origin) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
        this.origin = origin;
    }

    /** Sends one feedback again, wherever it was rejected or is parked. */
    Answer resend(Call call) {
        String who = operator(call);
        FeedbackId id = id(call);
        DeskBody body = DeskBody.ofOne(call.request());
        RejectedFilter filter = body.filter(id, assistants);
        String note = body.note(false);
        body.check();
        call.admit();
        return one(filter, service.desk().resend(filter, Desk.MAX_RATE, who, note));
    }

    /** Gives one feedback up, wherever it was rejected or is parked. */
    Answer discard(Call call) {
        String who = operator(call);
        FeedbackId id = id(call);
        DeskBody body = DeskBody.ofOne(call.request());
        RejectedFilter filter = body.filter(id, assistants);
        String note = body.note(true);
        body.check();
        call.admit();
        return one(filter, service.desk().discard(filter, who, note));
    }

    /** Sends all that the filters mean again. */
    Answer resendMany(Call call) {
        String who = operator(call);
        DeskBody body = DeskBody.ofMany(call.request(), true);
        RejectedFilter filter = body.filter(null, assistants);
        double rate = body.rate();
        String note = body.note(false);
        body.check();
        call.admit();
        Decisions decisions = service.desk().resend(filter, rate, who, note);
        return many(
                decisions,
                List.of(DeliveryState.READY, DeliveryState.SUPERSEDED, DeliveryState.WITHDRAWN, DeliveryState.ERASED));
    }

    /** Gives all up that the filters mean. */
    Answer discardMany(Call call) {
        String who = operator(call);
        DeskBody body = DeskBody.ofMany(call.request(), false);
        RejectedFilter filter = body.filterToDiscard(assistants, service.desk());
        String note = body.note(true);
        body.check();
        call.admit();
        return many(service.desk().discard(filter, who, note), List.of(DeliveryState.DISCARDED));
    }

    private String operator(Call call) {
        String who = access.require(call.request(), Right.OPERATOR);
        origin.require(call.request());
        return who;
    }

    private static FeedbackId id(Call call) {
        return FeedbackId.parse(call.variable(0)).orElseThrow(DeskEndpoint::unknown);
    }

    private Answer one(RejectedFilter filter, Decisions decisions) {
        if (decisions.all().isEmpty()) {
            throw nothingToDecide(filter);
        }
        return Answers.privately(200, Json.object(json -> {
            json.writeStringField("id", decisions.all().get(0).id().value());
            json.writeArrayFieldStart("deliveries");
            for (Decided decided : decisions.all()) {
                decided(json, decided);
            }
            json.writeEndArray();
        }));
    }

    private static void decided(JsonGenerator json, Decided decided) throws IOException {
        json.writeStartObject();
        json.writeStringField("assistant_id", decided.assistantId());
        json.writeStringField("destination", decided.destination());
        json.writeStringField("state", decided.state().word());
        Json.date(json, "next_at", decided.nextAt());
        json.writeEndObject();
    }

    private static Answer many(Decisions decisions, List<DeliveryState> states) {
        return Answers.privately(200, Json.object(json -> {
            json.writeNumberField("count", decisions.all().size());
            for (DeliveryState state : states) {
                json.writeNumberField(state.word(), decisions.count(state));
            }
            if (states.contains(DeliveryState.READY)) {
                Json.date(json, "until", decisions.until());
            }
            json.writeBooleanField("more", decisions.more());
        }));
    }

    private ProblemException nothingToDecide(RejectedFilter filter) {
        List<Delivery> deliveries =
                find(filter).map(FeedbackRecord::deliveries).orElseThrow(DeskEndpoint::unknown).stream()
                        .filter(delivery -> filter.destination() == null
                                || delivery.destination().equals(filter.destination()))
                        .toList();
        if (deliveries.isEmpty()) {
            return new ProblemException(
                    ProblemKind.NOT_REJECTED, "This feedback was never meant for a destination of this name.");
        }
        String states = deliveries.stream()
                .map(delivery -> delivery.state().word() + " at " + delivery.destination())
                .collect(joining(", "));
        return new ProblemException(
                ProblemKind.NOT_REJECTED,
                "Only what was rejected, or is uncertain and not looked up, can be sent again or discarded, and only where"
                        + " the request means it. This feedback is " + states + ".");
    }

    private Optional<FeedbackRecord> find(RejectedFilter filter) {
        FeedbackId id = filter.id();
        if (id == null) {
            return Optional.empty();
        }
        FeedbackConfig config = service.config();
        List<String> all = config.assistants().isEmpty() ? List.of(config.defaultAssistant()) : config.assistants();
        return (filter.assistantId() == null ? all : List.of(filter.assistantId()))
                .stream()
                        .flatMap(assistant -> service.find(assistant, id).stream())
                        .findFirst();
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemKind.NO_SUCH_FEEDBACK, "There is no feedback with this id.");
    }
}
