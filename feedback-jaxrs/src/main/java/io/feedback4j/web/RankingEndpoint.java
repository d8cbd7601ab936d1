package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.insights.Estimate;
import io.feedback4j.store.Moment;
import io.feedback4j.store.RankQuery;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.VoteCounts;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages, sessions and assistants, in the order of how they are judged. For whoever may see numbers. */
final class RankingEndpoint {
    private static final String PAGE_TOKEN = "page_token";
    private static final Pattern TOKEN = Pattern.compile("r\\d{1,5}");
    /** Nobody pages on from here; narrower questions find more. */
    private static final int LAST_OFFSET = 50_000;

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    RankingEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    /** Ids of messages are of answers, and tell nothing of who read them. */
    Answer messages(Call call) {
        return page(
                call,
                "messages",
                "message_id",
                true,
                Definitions.RANKED_MESSAGES,
                query -> service.insights().messages(query));
    }

    /** The id of a session is a secret, and may hold a phone number: only readers see it. */
    Answer sessions(Call call) {
        // First, because each look at a wrong password is a guess that is counted.
        String unused = access.require(call.request(), Right.VIEWER);
        boolean reads = access.allows(call.request(), Right.READER);
        return page(
                call,
                "sessions",
                "session_id",
                reads,
                Definitions.RANKED_SESSIONS,
                query -> service.insights().sessions(query));
    }

    private Answer page(
            Call call,
            String rows,
            String name,
            boolean named,
            String definition,
            Function<RankQuery, Moment<List<Ranked>>> find) {
        String unused = access.require(call.request(), Right.VIEWER);
        QueryString query = new QueryString(call.request().query());
        RankQuery.Order order = order(query);
        int size = PageSize.of(query);
        int offset = offset(query);
        InsightsQuery asked =
                InsightsQuery.of(query, assistants, service.insights().now());
        Moment<List<Ranked>> found =
                find.apply(new RankQuery(asked.period().scope(asked.assistantId()), order, offset, size + 1));
        List<Ranked> shown =
                found.value().subList(0, Math.min(size, found.value().size()));
        boolean more = found.value().size() > size && offset + size <= LAST_OFFSET;
        return Answers.privately(200, Json.object(json -> {
            Json.date(json, "as_of", found.asOf());
            NumberWriter.period(json, asked.period(), found.asOf());
            json.writeStringField("definition", definition);
            json.writeNumberField("minimum", Ranked.MIN_SCORED);
            json.writeArrayFieldStart(rows);
            for (Ranked one : shown) {
                row(json, one, name, named ? one.name() : null);
            }
            json.writeEndArray();
            json.writeStringField("next_page_token", more ? "r" + (offset + size) : null);
        }));
    }

    Answer assistants(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        QueryString query = new QueryString(call.request().query());
        RankQuery.Order order = order(query);
        InsightsQuery asked =
                InsightsQuery.of(query, assistants, service.insights().now());
        Moment<List<Ranked>> found = service.insights().assistants(asked.assistantId(), asked.period(), order);
        return Answers.privately(200, Json.object(json -> {
            Json.date(json, "as_of", found.asOf());
            NumberWriter.period(json, asked.period(), found.asOf());
            json.writeStringField("definition", Definitions.RANKED_ASSISTANTS);
            json.writeNumberField("minimum", Ranked.MIN_SCORED);
            json.writeArrayFieldStart("assistants");
            for (Ranked one : found.value()) {
                row(json, one, null, null);
            }
            json.writeEndArray();
        }));
    }

    private static RankQuery.Order order(QueryString query) {
        return InsightsQuery.oneOf(query, "order", RankQuery.Order.values(), RankQuery.Order.WORST);
    }

    private static int offset(QueryString query) {
        String token = query.one(PAGE_TOKEN);
        if (token == null) {
            return 0;
        }
        int offset = TOKEN.matcher(token).matches() ? Integer.parseInt(token.substring(1)) : LAST_OFFSET + 1;
        if (offset > LAST_OFFSET) {
            query.problem(PAGE_TOKEN, "must be one that next_page_token gave");
            return 0;
        }
        return offset;
    }

    private static void row(JsonGenerator json, Ranked one, @Nullable String name, @Nullable String value)
            throws IOException {
        Estimate share = Estimate.share(one.positive(), one.scored());
        json.writeStartObject();
        json.writeStringField("assistant_id", one.assistantId());
        if (name != null) {
            json.writeStringField(name, value);
            Json.date(json, name.equals("session_id") ? "first_vote_at" : "last_vote_at", one.at());
        }
        json.writeNumberField("votes", one.votes());
        json.writeNumberField("n", one.scored());
        json.writeNumberField("positive", one.positive());
        json.writeNumberField("negative", one.negative());
        NumberWriter.number(json, "share", share.value());
        NumberWriter.bounds(json, share.interval());
        NumberWriter.number(
                json, "mean", one.scored() == 0 ? null : (double) one.scoreSum() / VoteCounts.UNIT / one.scored());
        if ("session_id".equals(name)) {
            json.writeFieldName("first_negative_at");
            if (one.firstNegative() == 0) {
                json.writeNull();
            } else {
                json.writeNumber(one.firstNegative());
            }
        }
        json.writeBooleanField("ranked", one.isRanked());
        json.writeEndObject();
    }
}
