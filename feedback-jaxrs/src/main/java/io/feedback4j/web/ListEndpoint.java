package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.FeedbackRecord;
import java.io.IOException;
import java.util.List;

/** The list, in the shape that Twilio's own clients read. */
final class ListEndpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    ListEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    Answer answer(Call call) {
        String who = access.requireReaderOrTwilio(call.request());
        String assistantId = assistants.resolve(call.variable(0));
        QueryString query = new QueryString(call.request().query());
        ListFilters filters = ListFilters.of(query);
        ListPage page = ListPage.of(query);
        query.check();
        List<FeedbackRecord> found = service.list(page.query(assistantId, filters));
        Access.audit(
                who, "feedback on assistant " + assistantId, page.shown(found).size());
        String address =
                call.links().absolute(call.request(), access.tlsTerminated()).feedbacks(assistantId);
        ListLinks links = ListLinks.of(address, query, page, found);
        return Answers.privately(200, Json.object(json -> {
            records(json, page.shown(found));
            meta(json, page, links);
        }));
    }

    private static void records(JsonGenerator json, List<FeedbackRecord> records) throws IOException {
        json.writeArrayFieldStart("feedbacks");
        for (FeedbackRecord record : records) {
            json.writeStartObject();
            RecordWriter.record(json, record);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void meta(JsonGenerator json, ListPage page, ListLinks links) throws IOException {
        json.writeObjectFieldStart("meta");
        json.writeStringField("first_page_url", links.first());
        json.writeStringField("key", "feedbacks");
        json.writeStringField("next_page_url", links.next());
        json.writeNumberField("page", page.number());
        json.writeNumberField("page_size", page.size());
        json.writeStringField("previous_page_url", links.previous());
        json.writeStringField("url", links.self());
        json.writeEndObject();
    }
}
