package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.alert.AlertLine;
import io.feedback4j.alert.AlertPreview;
import io.feedback4j.alert.QuietHours;
import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was noticed of the positive share, how far the watch is, and what another line would have raised. */
final class AlertsEndpoint {
    private static final int NEWEST = 100;
    private static final Duration USUAL_PERIOD = Duration.ofDays(30);

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;

    AlertsEndpoint(FeedbackService service, Assistants assistants, Access access) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
    }

    /** The newest alarms. */
    Answer newest(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        List<Alert> alerts = service.alerts(NEWEST);
        List<AlertState> states =
                watched().stream().map(service::watch).flatMap(Optional::stream).toList();
        QuietHours quiet = service.config().alert().quietHours();
        return Answers.privately(200, Json.object(json -> {
            json.writeObjectField("line", service.config().alert().positiveShare());
            json.writeStringField("quiet_hours", quiet == null ? null : quiet.toString());
            rates(json);
            json.writeArrayFieldStart("watched");
            for (AlertState state : states) {
                state(json, state);
            }
            json.writeEndArray();
            alerts(json, alerts);
        }));
    }

    private List<String> watched() {
        FeedbackConfig config = service.config();
        if (config.alert().positiveShare() == null) {
            return List.of();
        }
        return config.assistants().isEmpty() ? List.of(config.defaultAssistant()) : config.assistants();
    }

    /** What would have been noticed. */
    Answer preview(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        QueryString query = new QueryString(call.request().query());
        String assistant = query.one("assistant");
        String assistantId = assistants.resolve(assistant == null ? FeedbackConfig.DEFAULT_ASSISTANT : assistant);
        ZoneId zone = zone(query);
        Instant now = service.now();
        Instant until = orElse(moment(query, "until", zone), now);
        Instant from = orElse(moment(query, "from", zone), until.minus(USUAL_PERIOD));
        AlertLine line = line(query);
        if (from.isAfter(until)) {
            query.problem("from", "must not be after until");
        }
        query.check();
        AlertPreview preview = service.previewAlerts(assistantId, line, from, until);
        return Answers.privately(200, Json.object(json -> {
            json.writeStringField("assistant_id", assistantId);
            json.writeNumberField("line", line.share());
            json.writeNumberField("lower", line.lower());
            rates(json);
            Json.date(json, "from", from);
            Json.date(json, "until", until);
            json.writeNumberField("votes", preview.votes());
            Json.date(json, "read_until", preview.readUntil());
            alerts(json, preview.alerts());
            Json.date(json, "as_of", now);
        }));
    }

    private static Instant orElse(@Nullable Instant given, Instant otherwise) {
        return given == null ? otherwise : given;
    }

    private static ZoneId zone(QueryString query) {
        String zone = query.one("zone");
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            query.problem("zone", "must be the name of a time zone, such as Europe/Berlin");
            return ZoneOffset.UTC;
        }
    }

    /** A moment, or the beginning of a day. */
    private static @Nullable Instant moment(QueryString query, String name, ZoneId zone) {
        String value = query.one(name);
        try {
            if (value != null && value.length() == "2026-01-01".length()) {
                return LocalDate.parse(value).atStartOfDay(zone).toInstant();
            }
        } catch (DateTimeException e) {
            // the other way says what is allowed
        }
        return ListFilters.moment(query, name);
    }

    private AlertLine line(QueryString query) {
        String given = query.one("line");
        Double configured = service.config().alert().positiveShare();
        if (given == null && configured != null) {
            return new AlertLine(configured);
        }
        boolean number = given != null && given.matches("[0-9]{0,3}\\.?[0-9]{1,17}");
        double share = number ? Double.parseDouble(given) : 0;
        if (share > 0 && share < 1) {
            return new AlertLine(share);
        }
        query.problem("line", "must be a number of more than 0 and less than 1, such as 0.8");
        return new AlertLine(AlertLine.MARGIN);
    }

    private static void rates(JsonGenerator json) throws IOException {
        json.writeNumberField("margin", AlertLine.MARGIN);
        json.writeNumberField("false_alarm_rate", AlertLine.FALSE_ALARM);
        json.writeNumberField("missed_rate", AlertLine.MISSED);
        json.writeStringField(
                "definition",
                "Positive is a score above one half. A sequential probability ratio test (Wald 1945) tells a share at the"
                        + " line from one that is lower by the margin; it begins anew whenever it finds that all is fine.");
    }

    private static void state(JsonGenerator json, AlertState state) throws IOException {
        json.writeStartObject();
        json.writeStringField("assistant_id", state.assistantId());
        json.writeNumberField("votes", state.votes());
        json.writeNumberField("positive", state.positive());
        json.writeBooleanField("armed", state.armed());
        json.writeEndObject();
    }

    private static void alerts(JsonGenerator json, List<Alert> alerts) throws IOException {
        json.writeArrayFieldStart("alerts");
        for (Alert alert : alerts) {
            json.writeStartObject();
            json.writeStringField("id", alert.id());
            json.writeStringField("assistant_id", alert.assistantId());
            json.writeNumberField("line", alert.line());
            Json.date(json, "fired_at", alert.firedAt());
            json.writeNumberField("votes", alert.votes());
            json.writeNumberField("positive", alert.positive());
            json.writeNumberField("share", alert.share());
            Json.date(json, "recovered_at", alert.recoveredAt());
            Json.date(json, "announced_at", alert.announcedAt());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
