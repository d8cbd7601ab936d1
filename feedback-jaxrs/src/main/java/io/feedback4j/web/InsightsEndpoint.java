package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.Reason;
import io.feedback4j.insights.Estimate;
import io.feedback4j.insights.Insights;
import io.feedback4j.insights.ReasonShare;
import io.feedback4j.insights.ReasonTrend;
import io.feedback4j.insights.Step;
import io.feedback4j.insights.Summary;
import io.feedback4j.insights.Trend;
import io.feedback4j.store.Moment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers behind the dashboard that are about a period as a whole, or along time. For whoever may see numbers. */
final class InsightsEndpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    InsightsEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    private Insights insights() {
        return service.insights();
    }

    private QueryString viewed(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        return new QueryString(call.request().query());
    }

    private InsightsQuery asked(QueryString query) {
        return InsightsQuery.of(query, assistants, insights().now());
    }

    Answer summary(Call call) {
        InsightsQuery asked = asked(viewed(call));
        Summary summary = insights().summary(asked.assistantId(), asked.period(), asked.weight());
        return Answers.privately(200, Json.object(json -> SummaryWriter.members(json, summary)));
    }

    Answer trend(Call call) {
        QueryString query = viewed(call);
        Step step = InsightsQuery.step(query);
        InsightsQuery asked = asked(query);
        Trend trend = limited(() -> insights().trend(asked.assistantId(), asked.period(), step, asked.weight()));
        return Answers.privately(200, Json.object(json -> {
            Json.date(json, "as_of", trend.asOf());
            json.writeStringField("bucket", step.word());
            json.writeStringField("weight", asked.weight().word());
            NumberWriter.period(json, trend.period(), trend.asOf());
            json.writeStringField("definition", Definitions.share(asked.weight()));
            points(json, trend);
            json.writeArrayFieldStart("markers");
            for (Trend.Marked marked : trend.markers()) {
                marked(json, marked);
            }
            json.writeEndArray();
        }));
    }

    /** A question that may be about too many points. */
    private interface Question<T> {
        T answer();
    }

    private static <T> T limited(Question<T> question) {
        try {
            return question.answer();
        } catch (IllegalArgumentException e) {
            throw InsightsQuery.invalid(
                    "bucket", "must be longer, or the period shorter: a trend has at most " + Step.MOST + " points");
        }
    }

    private static void points(JsonGenerator json, Trend trend) throws IOException {
        json.writeArrayFieldStart("points");
        for (Trend.Point point : trend.points()) {
            json.writeStartObject();
            Json.date(json, "start", point.start());
            Json.date(json, "end", point.end());
            json.writeNumberField("votes", point.votes());
            json.writeNumberField("positive", point.positive());
            json.writeNumberField("n", point.share().n());
            NumberWriter.number(json, "share", point.share().value());
            NumberWriter.bounds(json, point.share().interval());
            NumberWriter.number(json, "mean", point.mean());
            json.writeBooleanField("complete", point.complete());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void marked(JsonGenerator json, Trend.Marked marked) throws IOException {
        json.writeStartObject();
        MarkersEndpoint.members(json, marked.marker());
        json.writeObjectFieldStart("change");
        NumberWriter.estimate(json, "before", marked.before());
        NumberWriter.estimate(json, "after", marked.after());
        NumberWriter.difference(json, "difference", marked.change());
        json.writeEndObject();
        json.writeEndObject();
    }

    Answer reasons(Call call) {
        InsightsQuery asked = asked(viewed(call));
        Moment<List<ReasonShare>> reasons = insights().reasons(asked.assistantId(), asked.period());
        return Answers.privately(200, Json.object(json -> {
            Json.date(json, "as_of", reasons.asOf());
            NumberWriter.period(json, asked.period(), reasons.asOf());
            json.writeStringField("definition", Definitions.REASONS);
            json.writeArrayFieldStart("reasons");
            for (ReasonShare reason : reasons.value()) {
                reason(json, reason);
            }
            json.writeEndArray();
        }));
    }

    private void reason(JsonGenerator json, ReasonShare reason) throws IOException {
        Estimate share = reason.share();
        json.writeStartObject();
        json.writeStringField("id", reason.reason());
        json.writeStringField("label", label(reason.reason()));
        json.writeNumberField("count", reason.count());
        json.writeNumberField("n", share.n());
        NumberWriter.number(json, "share", share.value());
        NumberWriter.bounds(json, share.interval());
        NumberWriter.number(json, "previous_share", reason.previous().value());
        json.writeNumberField("previous_n", reason.previous().n());
        NumberWriter.difference(json, "difference", reason.difference());
        json.writeEndObject();
    }

    /** That of today's catalogue; what is not in it any more shows its id. */
    private String label(String id) {
        return service.config().reasons().stream()
                .filter(reason -> reason.id().equals(id))
                .map(reason -> reason.label("en"))
                .findFirst()
                .orElse(id);
    }

    Answer reasonTrend(Call call) {
        QueryString query = viewed(call);
        Step step = InsightsQuery.step(query);
        InsightsQuery asked = asked(query);
        ReasonTrend trend = limited(() -> insights().reasonTrend(asked.assistantId(), asked.period(), step));
        Map<String, String> labels = new TreeMap<>();
        for (Reason reason : service.config().reasons()) {
            labels.put(reason.id(), reason.label("en"));
        }
        trend.points().forEach(point -> point.counts().keySet().forEach(id -> labels.putIfAbsent(id, id)));
        return Answers.privately(200, Json.object(json -> {
            Json.date(json, "as_of", trend.asOf());
            json.writeStringField("bucket", step.word());
            NumberWriter.period(json, trend.period(), trend.asOf());
            json.writeStringField("definition", Definitions.REASONS);
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, String> label : labels.entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
            reasonPoints(json, trend);
        }));
    }

    private static void reasonPoints(JsonGenerator json, ReasonTrend trend) throws IOException {
        json.writeArrayFieldStart("points");
        for (ReasonTrend.Point point : trend.points()) {
            json.writeStartObject();
            Json.date(json, "start", point.start());
            Json.date(json, "end", point.end());
            json.writeNumberField("n", point.n());
            json.writeObjectFieldStart("reasons");
            for (Map.Entry<String, Long> reason : point.counts().entrySet()) {
                json.writeNumberField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            json.writeBooleanField("complete", point.complete());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
