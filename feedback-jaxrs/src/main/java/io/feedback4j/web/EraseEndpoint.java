package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.store.Erasure;
import io.feedback4j.store.Erasure.Upstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Erases a session and answers a receipt. For operators; a body, because a session's id can be a phone number. */
final class EraseEndpoint {
    private static final Set<String> MEMBERS = Set.of("session_id", "assistant_id");

    private final FeedbackService service;
    private final Assistants assistants;
    private final Access access;
    private final OriginProof origin;

    EraseEndpoint(FeedbackService service, Assistants assistants, Access access, OriginProof origin) {
        this.service = service;
        this.assistants = assistants;
        this.access = access;
        this.origin = origin;
    }

    Answer answer(Call call) {
        String who = access.require(call.request(), Right.OPERATOR);
        origin.require(call.request());
        Map<String, Object> members = JsonBody.read(call.request(), MEMBERS);
        List<FieldProblem> problems = new ArrayList<>();
        FeedbackReader.noteCamelCase(members, problems);
        String session = FeedbackReader.session(members, problems);
        String assistant = FeedbackReader.string(members, "assistant_id", problems);
        // A member that is misspelt would mean more than was meant.
        if (problems.isEmpty() && !MEMBERS.containsAll(members.keySet())) {
            problems.add(new FieldProblem("", "no members are taken here but assistant_id, session_id"));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
        String assistantId = assistant.isEmpty() ? null : assistants.resolve(assistant);
        call.admit();
        return receipt(service.erase(who, session, assistantId));
    }

    private static Answer receipt(Erasure erasure) {
        return Answers.privately(200, Json.object(json -> {
            json.writeStringField("name", erasure.name());
            Json.date(json, "at", erasure.at());
            json.writeObjectFieldStart("erased");
            json.writeNumberField("feedback", erasure.feedback());
            json.writeNumberField("deliveries", erasure.deliveries());
            json.writeNumberField("impressions", erasure.impressions());
            json.writeEndObject();
            json.writeNumberField("pending", erasure.pending());
            upstream(json, erasure.upstream());
        }));
    }

    /** For each destination and assistant, in an order that stays. */
    private static void upstream(JsonGenerator json, List<Upstream> records) throws IOException {
        Map<String, List<Upstream>> grouped = new TreeMap<>();
        records.forEach(
                one -> grouped.computeIfAbsent(one.destination() + '\n' + one.assistantId(), key -> new ArrayList<>())
                        .add(one));
        json.writeArrayFieldStart("upstream");
        for (List<Upstream> group : grouped.values()) {
            json.writeStartObject();
            json.writeStringField("destination", group.get(0).destination());
            json.writeStringField("assistant_id", group.get(0).assistantId());
            Json.strings(
                    json,
                    "ids",
                    group.stream()
                            .map(Upstream::id)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList());
            json.writeNumberField(
                    "without_id", group.stream().filter(one -> one.id() == null).count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
