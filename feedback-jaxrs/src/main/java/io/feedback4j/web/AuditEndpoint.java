package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.store.AuditEntry;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** Who did what, newest first. */
final class AuditEndpoint {
    private static final String AFTER = "after";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}-[0-9a-f-]{36}");

    private final FeedbackService service;
    private final Access access;

    AuditEndpoint(FeedbackService service, Access access) {
        this.service = service;
        this.access = access;
    }

    Answer answer(Call call) {
        String who = access.require(call.request(), Right.OPERATOR);
        QueryString query = new QueryString(call.request().query());
        int size = PageSize.of(query);
        String after = query.one(AFTER);
        if (after != null && !ID.matcher(after).matches()) {
            query.problem(AFTER, "must be one that next gave");
        }
        query.check();
        List<AuditEntry> found = service.desk().audit(after, size + 1);
        List<AuditEntry> shown = found.subList(0, Math.min(size, found.size()));
        Access.audit(who, "the audit", shown.size());
        return Answers.privately(200, Json.object(json -> {
            json.writeArrayFieldStart("entries");
            for (AuditEntry entry : shown) {
                entry(json, entry);
            }
            json.writeEndArray();
            json.writeStringField(
                    "next", found.size() > size ? found.get(size - 1).id() : null);
        }));
    }

    private static void entry(JsonGenerator json, AuditEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", entry.id());
        Json.date(json, "at", entry.at());
        json.writeStringField("who", entry.who());
        json.writeStringField("action", entry.action().word());
        json.writeStringField("target", entry.target());
        json.writeNumberField("count", entry.count());
        json.writeStringField("note", entry.note());
        json.writeEndObject();
    }
}
