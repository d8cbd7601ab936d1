package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.VoteQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The votes behind a number: those that count, newest first, of one assistant or all. For readers. */
final class DrillEndpoint {
    private static final String PAGE_TOKEN = "page_token";

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    DrillEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    Answer answer(Call call) {
        String who = access.require(call.request(), Right.READER);
        QueryString query = new QueryString(call.request().query());
        String assistant = query.one("assistant");
        String assistantId = assistant == null ? null : assistants.resolve(assistant);
        ListFilters filters = ListFilters.of(query);
        Boolean commented = commented(query);
        FeedbackId after = after(query);
        int size = PageSize.of(query);
        query.check();
        List<FeedbackRecord> found = service.insights()
                .votes(new VoteQuery(
                        assistantId,
                        filters.sessionId(),
                        filters.messageId(),
                        filters.minScore(),
                        filters.maxScore(),
                        filters.reason(),
                        filters.text(),
                        commented,
                        filters.since(),
                        filters.until(),
                        after,
                        size + 1));
        List<FeedbackRecord> shown = found.subList(0, Math.min(size, found.size()));
        Access.audit(who, assistantId == null ? "votes" : "votes on assistant " + assistantId, shown.size());
        return Answers.privately(200, Json.object(json -> {
            json.writeArrayFieldStart("votes");
            for (FeedbackRecord record : shown) {
                json.writeStartObject();
                RecordWriter.record(json, record);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField(
                    "next_page_token",
                    found.size() > size
                            ? new PageToken(
                                            false,
                                            found.get(size - 1).feedback().id())
                                    .encode()
                            : null);
        }));
    }

    private static @Nullable Boolean commented(QueryString query) {
        String value = query.one("has_comment");
        if (value == null || value.equals("true") || value.equals("false")) {
            return value == null ? null : Boolean.valueOf(value);
        }
        query.problem("has_comment", "must be true or false");
        return null;
    }

    private static @Nullable FeedbackId after(QueryString query) {
        String value = query.one(PAGE_TOKEN);
        PageToken token = value == null ? null : PageToken.parse(value).orElse(null);
        if (value != null && token == null) {
            query.problem(PAGE_TOKEN, "must be one that next_page_token gave");
        }
        return token == null ? null : token.cursor();
    }
}
