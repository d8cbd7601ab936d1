package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FieldProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The current votes of a session, so that a page shows its state again after a reload: never a text, and ids only to a
 * voter whom the host knows. Whoever asks is told, too, where the votes are by now. A POST, because a session id can be a
 * phone number and addresses end in logs.
 */
final class VotesEndpoint {
    private static final Set<String> MEMBERS = Set.of("session_id", "message_id", "assistant_id", "deliveries");

    /** Where so many votes are is told at once, those of the newest; each is looked up. */
    private static final int MAX_DELIVERIES = 50;

    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;

    VotesEndpoint(FeedbackService service, Assistants assistants, VoterGate gate) {
        this.service = service;
        this.assistants = assistants;
        this.gate = gate;
    }

    private record Wanted(String session, @Nullable String message, String assistant, boolean deliveries) {
        static Wanted of(Map<String, Object> members) {
            List<FieldProblem> problems = new ArrayList<>();
            FeedbackReader.noteCamelCase(members, problems);
            String session = FeedbackReader.session(members, problems);
            String message = FeedbackReader.string(members, "message_id", problems);
            String assistant = FeedbackReader.string(members, "assistant_id", problems);
            Object deliveries = members.getOrDefault("deliveries", false);
            if (!(deliveries instanceof Boolean)) {
                problems.add(new FieldProblem("deliveries", "must be true or false"));
            }
            if (!problems.isEmpty()) {
                throw new ProblemException(Problem.invalid(problems));
            }
            return new Wanted(
                    session,
                    members.containsKey("message_id") ? message : null,
                    assistant.isEmpty() ? FeedbackConfig.DEFAULT_ASSISTANT : assistant,
                    deliveries.equals(true));
        }

        boolean includes(Feedback vote) {
            return message == null || message.equals(vote.target().messageId());
        }
    }

    Answer answer(Call call) {
        Request request = call.request();
        gate.pass(request);
        Wanted wanted = Wanted.of(JsonBody.read(request, MEMBERS));
        String assistantId = assistants.resolve(wanted.assistant());
        String voter = gate.voterOf(request);
        List<Feedback> votes = service.current(assistantId, wanted.session(), voter).stream()
                .filter(wanted::includes)
                .toList();
        Map<FeedbackId, String> states = wanted.deliveries() ? deliveries(votes) : Map.of();
        return Answers.privately(200, Json.object(json -> votes(json, votes, !voter.isEmpty(), states)));
    }

    private Map<FeedbackId, String> deliveries(List<Feedback> votes) {
        Map<FeedbackId, String> states = new HashMap<>();
        for (Feedback vote : votes.subList(0, Math.min(votes.size(), MAX_DELIVERIES))) {
            service.find(vote.target().assistantId(), vote.id())
                    .ifPresent(record -> states.put(vote.id(), word(record.state())));
        }
        return states;
    }

    /** A voter need not know the states of a delivery: it is kept here, and then it arrives or it does not. */
    private static String word(@Nullable DeliveryState state) {
        if (state == DeliveryState.DELIVERED) {
            return "delivered";
        }
        return state == DeliveryState.REJECTED || state == DeliveryState.DISCARDED ? "refused" : "kept";
    }

    private static void votes(
            JsonGenerator json, List<Feedback> votes, boolean withIds, Map<FeedbackId, String> deliveries)
            throws IOException {
        json.writeArrayFieldStart("votes");
        for (Feedback vote : votes) {
            json.writeStartObject();
            if (withIds) {
                json.writeStringField("id", vote.id().value());
            }
            json.writeStringField("message_id", vote.target().messageId());
            Json.score(json, vote.opinion().score());
            String delivery = deliveries.get(vote.id());
            if (delivery != null) {
                json.writeStringField("delivery", delivery);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
