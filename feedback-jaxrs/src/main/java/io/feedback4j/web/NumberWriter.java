package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.insights.Difference;
import io.feedback4j.insights.Estimate;
import io.feedback4j.insights.Interval;
import io.feedback4j.insights.Period;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of which answers with numbers are made. */
final class NumberWriter {
    private NumberWriter() {}

    static void period(JsonGenerator json, Period period, Instant asOf) throws IOException {
        json.writeObjectFieldStart("period");
        Json.date(json, "from", period.from());
        Json.date(json, "until", period.until());
        json.writeStringField("zone", period.zone().getId());
        json.writeBooleanField("complete", period.isComplete(asOf));
        json.writeEndObject();
    }

    static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }

    static void interval(JsonGenerator json, @Nullable Interval interval) throws IOException {
        if (interval == null) {
            json.writeNullField("interval");
            return;
        }
        json.writeObjectFieldStart("interval");
        bounds(json, interval);
        json.writeNumberField("level", Interval.LEVEL);
        json.writeStringField("method", interval.method());
        json.writeEndObject();
    }

    /** The members low and high. */
    static void bounds(JsonGenerator json, @Nullable Interval interval) throws IOException {
        number(json, "low", interval == null ? null : Double.valueOf(interval.low()));
        number(json, "high", interval == null ? null : Double.valueOf(interval.high()));
    }

    /** The members value, n and interval. */
    static void estimate(JsonGenerator json, Estimate estimate) throws IOException {
        number(json, "value", estimate.value());
        json.writeNumberField("n", estimate.n());
        interval(json, estimate.interval());
    }

    static void estimate(JsonGenerator json, String name, Estimate estimate) throws IOException {
        json.writeObjectFieldStart(name);
        estimate(json, estimate);
        json.writeEndObject();
    }

    static void difference(JsonGenerator json, String name, Difference difference) throws IOException {
        json.writeObjectFieldStart(name);
        number(json, "value", difference.value());
        interval(json, difference.interval());
        json.writeStringField("verdict", difference.verdict().word());
        json.writeStringField("sentence", difference.sentence());
        json.writeEndObject();
    }

    /** Each bin reaches half way to its neighbours. */
    static void distribution(JsonGenerator json, List<Long> bins) throws IOException {
        json.writeArrayFieldStart("distribution");
        double last = bins.size() - 1.0;
        for (int i = 0; i < bins.size(); i++) {
            json.writeStartObject();
            json.writeNumberField("low", Math.max(0, (2 * i - 1) / (2 * last)));
            json.writeNumberField("high", Math.min(1, (2 * i + 1) / (2 * last)));
            json.writeNumberField("count", bins.get(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
