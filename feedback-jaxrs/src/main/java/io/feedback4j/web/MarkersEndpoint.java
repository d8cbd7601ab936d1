package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.Marker;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What happened to the application, such as a deployment: kept by operators, or by the host's build with their password. */
final class MarkersEndpoint {
    private static final Set<String> MEMBERS = Set.of("label", "kind", "at", "assistant_id");
    private static final Pattern KIND = Pattern.compile("[a-z0-9][a-z0-9_-]{0," + (Marker.MAX_KIND_CHARS - 1) + "}");
    private static final String USUAL_KIND = "deployment";
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;
    private final OriginProof origin;

    MarkersEndpoint(FeedbackService service, Assistants assistants, Access access, OriginProof origin) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
        this.origin = origin;
    }

    Answer list(Call call) {
        String unused = access.require(call.request(), Right.VIEWER);
        InsightsQuery asked = InsightsQuery.of(
                new QueryString(call.request().query()),
                assistants,
                service.insights().now());
        List<Marker> markers = service.insights().markers(asked.assistantId(), asked.period());
        return Answers.privately(200, Json.object(json -> {
            NumberWriter.period(json, asked.period(), service.insights().now());
            json.writeArrayFieldStart("markers");
            for (Marker marker : markers) {
                json.writeStartObject();
                members(json, marker);
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
    }

    Answer add(Call call) {
        String who = access.require(call.request(), Right.OPERATOR);
        origin.require(call.request());
        Map<String, Object> members = JsonBody.read(call.request(), MEMBERS);
        List<FieldProblem> problems = new ArrayList<>();
        if (!MEMBERS.containsAll(members.keySet())) {
            problems.add(new FieldProblem("", "no members are taken here but assistant_id, at, kind, label"));
        }
        String label = label(members, problems);
        String kind = kind(members, problems);
        Instant at = at(members, problems);
        String assistant = string(members, "assistant_id", problems);
        String assistantId = assistant == null ? "" : assistants.resolve(assistant);
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
        call.admit();
        Marker marker = service.insights().mark(label, kind, assistantId, at);
        service.desk().note(who, AuditAction.MARK, "marker " + marker.id(), 1, "");
        return Answers.privately(201, Json.object(json -> members(json, marker)));
    }

    Answer delete(Call call) {
        String who = access.require(call.request(), Right.OPERATOR);
        origin.require(call.request());
        String id = call.variable(0);
        call.admit();
        if (!ID.matcher(id).matches() || !service.insights().unmark(id)) {
            throw new ProblemException(ProblemKind.NO_SUCH_MARKER, "There is no marker with this id.");
        }
        service.desk().note(who, AuditAction.UNMARK, "marker " + id, 1, "");
        return Answers.noContent(Map.of());
    }

    private static String label(Map<String, Object> members, List<FieldProblem> problems) {
        String label = string(members, "label", problems);
        boolean right = label != null
                && !label.isBlank()
                && label.codePointCount(0, label.length()) <= Marker.MAX_LABEL_CHARS
                && label.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
        if (!right) {
            problems.add(new FieldProblem(
                    "label", "is required: 1 to " + Marker.MAX_LABEL_CHARS + " characters, no control characters"));
        }
        return label == null ? "" : label.strip();
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String kind(Map<String, Object> members, List<FieldProblem> problems) {
        String kind = string(members, "kind", problems);
        if (kind != null && !KIND.matcher(kind).matches()) {
            problems.add(new FieldProblem(
                    "kind", "must have 1 to " + Marker.MAX_KIND_CHARS + " characters of a-z, 0-9, - and _"));
        }
        return kind == null ? USUAL_KIND : kind;
    }

    private static @Nullable Instant at(Map<String, Object> members, List<FieldProblem> problems) {
        String value = string(members, "at", problems);
        Instant at = value == null ? null : ListFilters.parsed(value);
        if (value != null && at == null) {
            problems.add(new FieldProblem("at", ListFilters.MOMENT));
        }
        return at;
    }

    private static @Nullable String string(Map<String, Object> members, String name, List<FieldProblem> problems) {
        Object value = members.getOrDefault(name, StrictJson.Null.NULL);
        if (value instanceof String) {
            return (String) value;
        }
        if (value != StrictJson.Null.NULL) {
            problems.add(new FieldProblem(name, "must be a string"));
        }
        return null;
    }

    /** The members of a marker, into an object that is open. */
    static void members(JsonGenerator json, Marker marker) throws IOException {
        json.writeStringField("id", marker.id());
        Json.date(json, "at", marker.at());
        json.writeStringField("label", marker.label());
        json.writeStringField("kind", marker.kind());
        json.writeStringField("assistant_id", marker.assistantId().isEmpty() ? null : marker.assistantId());
    }
}
