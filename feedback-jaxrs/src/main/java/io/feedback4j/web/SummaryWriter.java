package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.insights.Estimate;
import io.feedback4j.insights.Summary;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The numbers of a period. */
final class SummaryWriter {
    private SummaryWriter() {}

    static void members(JsonGenerator json, Summary summary) throws IOException {
        Json.date(json, "as_of", summary.asOf());
        NumberWriter.period(json, summary.period(), summary.asOf());
        json.writeObjectFieldStart("previous");
        Json.date(json, "from", summary.previous().from());
        Json.date(json, "until", summary.previous().until());
        json.writeEndObject();
        json.writeStringField("weight", summary.weight().word());
        votes(json, summary);
        share(json, summary);
        mean(json, summary);
        response(json, summary);
        sessions(json, summary);
        comments(json, summary);
        json.writeObjectFieldStart("set_apart");
        json.writeNumberField("votes", summary.now().apart());
        json.writeNumberField("bursts", summary.now().bursts());
        json.writeStringField("definition", Definitions.APART);
        json.writeEndObject();
    }

    private static void votes(JsonGenerator json, Summary summary) throws IOException {
        json.writeObjectFieldStart("votes");
        json.writeNumberField("value", summary.now().counts().votes());
        json.writeNumberField("previous", summary.before().counts().votes());
        json.writeStringField("definition", Definitions.VOTES);
        json.writeEndObject();
    }

    private static void share(JsonGenerator json, Summary summary) throws IOException {
        json.writeObjectFieldStart("positive_share");
        json.writeNumberField("positive", summary.now().counts().positive());
        json.writeNumberField("negative", summary.now().counts().negative());
        NumberWriter.estimate(json, summary.share());
        NumberWriter.estimate(json, "previous", summary.previousShare());
        NumberWriter.difference(json, "difference", summary.difference());
        json.writeStringField("definition", Definitions.share(summary.weight()) + " " + Definitions.DIFFERENCE);
        json.writeEndObject();
    }

    private static void mean(JsonGenerator json, Summary summary) throws IOException {
        Estimate mean = summary.mean();
        json.writeObjectFieldStart("mean_score");
        NumberWriter.estimate(json, mean);
        NumberWriter.number(json, "standard_deviation", mean.deviation());
        NumberWriter.estimate(json, "previous", summary.previousMean());
        NumberWriter.distribution(json, summary.now().counts().bins());
        json.writeStringField("definition", Definitions.mean(summary.weight()));
        json.writeEndObject();
    }

    private static void response(JsonGenerator json, Summary summary) throws IOException {
        json.writeObjectFieldStart("response_rate");
        json.writeNumberField("answered", summary.responses().answered());
        NumberWriter.estimate(json, summary.responseRate());
        json.writeStringField("definition", Definitions.RESPONSE);
        json.writeEndObject();
    }

    private static void sessions(JsonGenerator json, Summary summary) throws IOException {
        Estimate share = summary.sessionsWithNegative();
        json.writeObjectFieldStart("sessions");
        json.writeNumberField("value", summary.now().sessions().sessions());
        json.writeNumberField("n", share.n());
        json.writeNumberField("with_negative", summary.now().sessions().withNegative());
        NumberWriter.number(json, "share", share.value());
        NumberWriter.interval(json, share.interval());
        json.writeArrayFieldStart("first_negative_at");
        for (Map.Entry<Integer, Long> one : new TreeMap<>(summary.firstNegative()).entrySet()) {
            json.writeStartObject();
            json.writeNumberField("position", one.getKey());
            json.writeNumberField("count", one.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("definition", Definitions.SESSIONS);
        json.writeEndObject();
    }

    private static void comments(JsonGenerator json, Summary summary) throws IOException {
        json.writeObjectFieldStart("comments");
        json.writeNumberField("value", summary.now().counts().comments());
        json.writeNumberField("previous", summary.before().counts().comments());
        json.writeStringField("definition", Definitions.COMMENTS);
        json.writeEndObject();
    }
}
