package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedPosition;
import io.feedback4j.store.RejectedQuery;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits at the desk: to whom it could not be delivered, or may have been, and why, and for readers also what was said. */
final class RejectedEndpoint {
    private static final String ORDER = "order";
    private static final String AFTER = "after";

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    RejectedEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    Answer answer(Call call) {
        String who = access.require(call.request(), Right.VIEWER);
        boolean reads = access.allows(call.request(), Right.READER);
        QueryString query = new QueryString(call.request().query());
        RejectedFilter filter = DeskFilters.of(query, assistants);
        int size = PageSize.of(query);
        boolean oldestFirst = oldestFirst(query);
        RejectedPosition behind = behind(query);
        query.check();
        List<Rejected> found = service.desk().list(new RejectedQuery(filter, oldestFirst, behind, size + 1));
        List<Rejected> shown = found.subList(0, Math.min(size, found.size()));
        Access.audit(who, "what was rejected", shown.size());
        String next = found.size() > size ? DeskToken.encode(found.get(size - 1).position()) : null;
        return Answers.privately(200, Json.object(json -> {
            json.writeArrayFieldStart("rejected");
            for (Rejected one : shown) {
                rejected(json, one, reads);
            }
            json.writeEndArray();
            json.writeStringField("next", next);
        }));
    }

    private static boolean oldestFirst(QueryString query) {
        String order = query.one(ORDER);
        if (order != null && !order.equals("newest") && !order.equals("oldest")) {
            query.problem(ORDER, "must be newest or oldest");
        }
        return "oldest".equals(order);
    }

    private static @Nullable RejectedPosition behind(QueryString query) {
        String token = query.one(AFTER);
        RejectedPosition behind = token == null ? null : DeskToken.parse(token).orElse(null);
        if (token != null && behind == null) {
            query.problem(AFTER, "must be one that next gave");
        }
        return behind;
    }

    private static void rejected(JsonGenerator json, Rejected rejected, boolean reads) throws IOException {
        Feedback feedback = rejected.feedback();
        Delivery delivery = rejected.delivery();
        json.writeStartObject();
        json.writeStringField("id", feedback.id().value());
        json.writeStringField("assistant_id", feedback.target().assistantId());
        json.writeStringField("destination", delivery.destination());
        json.writeStringField("state", delivery.state().word());
        Json.date(json, "rejected_at", delivery.updatedAt());
        json.writeNumberField("attempts", delivery.attempts());
        json.writeObjectField("http_status", delivery.httpStatus());
        // In the words of the destination, which could quote what was said, and in which session.
        json.writeStringField("problem", reads ? delivery.problem() : null);
        Json.date(json, "date_created", feedback.createdAt());
        json.writeStringField("status", feedback.status().word());
        Json.score(json, feedback.opinion().score());
        if (reads) {
            json.writeStringField("session_id", feedback.target().sessionId());
            json.writeStringField("message_id", feedback.target().messageId());
            json.writeStringField("text", feedback.opinion().text());
            Json.strings(json, "reasons", feedback.opinion().reasons());
        }
        json.writeEndObject();
    }
}
