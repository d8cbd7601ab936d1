package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.reading.ImportReport;
import io.feedback4j.reading.ImportReport.Difference;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** An import as it is shown. */
final class ImportWriter {
    private ImportWriter() {}

    /** The members, into an object that is open. */
    static void members(JsonGenerator json, ImportReport report) throws IOException {
        json.writeStringField("id", report.id());
        json.writeStringField("destination", report.destination());
        json.writeStringField("state", report.state().word());
        Json.date(json, "started_at", report.startedAt());
        Json.date(json, "finished_at", report.finishedAt());
        json.writeStringField("problem", report.problem());
        json.writeNumberField("pages", report.pages());
        json.writeNumberField("read", report.read());
        json.writeNumberField("known", report.known());
        json.writeNumberField("imported", report.imported());
        json.writeNumberField("matched", report.matched());
        json.writeNumberField("waiting", report.waiting());
        json.writeNumberField("refused", report.refused());
        json.writeNumberField("surplus", report.surplus());
        json.writeObjectFieldStart("left");
        for (Map.Entry<String, Long> left : new TreeMap<>(report.left()).entrySet()) {
            json.writeNumberField(left.getKey(), left.getValue());
        }
        json.writeEndObject();
        difference(json, "missing", report.missing());
        difference(json, "extra", report.extra());
        difference(json, "different", report.different());
    }

    private static void difference(JsonGenerator json, String name, Difference difference) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", difference.count());
        Json.strings(json, "ids", difference.ids());
        json.writeEndObject();
    }
}
