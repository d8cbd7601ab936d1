package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FieldProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The current votes of a session, so that a page shows its state again after a reload: never a text, and ids only to a
 * voter whom the host knows. A POST, because a session id can be a phone number and addresses end in logs.
 */
final class VotesEndpoint {
    private static final Set<String> MEMBERS = Set.of("session_id", "assistant_id");

    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;

    VotesEndpoint(FeedbackService service, Assistants assistants, VoterGate gate) {
        this.service = service;
        this.assistants = assistants;
        this.gate = gate;
    }

    Answer answer(Call call) {
        Request request = call.request();
        gate.pass(request);
        Map<String, Object> members = JsonBody.read(request, MEMBERS);
        List<FieldProblem> problems = new ArrayList<>();
        FeedbackReader.noteCamelCase(members, problems);
        String session = FeedbackReader.session(members, problems);
        String assistant = FeedbackReader.string(members, "assistant_id", problems);
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
        String assistantId = assistants.resolve(assistant.isEmpty() ? FeedbackConfig.DEFAULT_ASSISTANT : assistant);
        String voter = gate.voterOf(request);
        List<Feedback> votes = service.current(assistantId, session, voter);
        return Answers.privately(200, Json.object(json -> votes(json, votes, !voter.isEmpty())));
    }

    private static void votes(JsonGenerator json, List<Feedback> votes, boolean withIds) throws IOException {
        json.writeArrayFieldStart("votes");
        for (Feedback vote : votes) {
            json.writeStartObject();
            if (withIds) {
                json.writeStringField("id", vote.id().value());
            }
            json.writeStringField("message_id", vote.target().messageId());
            Json.score(json, vote.opinion().score());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
