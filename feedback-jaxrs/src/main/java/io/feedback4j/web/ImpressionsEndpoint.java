package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.Target;
import io.feedback4j.web.StrictJson.Null;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Notes which messages were shown, so that silence is a number, too. The answer comes before it is kept: this is a hint,
 * and a page asks for nothing but whether it has to say it again.
 */
final class ImpressionsEndpoint {
    /** How many messages one request can name. */
    static final int MAX_MESSAGES = 100;

    private static final Set<String> MEMBERS = Set.of("session_id", "message_ids", "assistant_id");
    private static final Map<String, String> CAMEL_CASE = Map.of("messageIds", "message_ids");
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;

    ImpressionsEndpoint(FeedbackService service, Assistants assistants, VoterGate gate) {
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
        List<String> messages = messages(members, problems);
        String assistant = FeedbackReader.string(members, "assistant_id", problems);
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
        String assistantId = assistants.resolve(assistant.isEmpty() ? FeedbackConfig.DEFAULT_ASSISTANT : assistant);
        gate.passShown(assistantId, session);
        String voter = gate.voterOf(request);
        Set<Target> shown = new LinkedHashSet<>();
        messages.forEach(message -> shown.add(new Target(assistantId, session, message, voter)));
        if (!service.noteShown(shown)) {
            throw new ProblemException(Problem.of(ProblemKind.BUSY, "Too much waits to be kept. Nothing of this was.")
                    .retryAfter(RETRY_AFTER));
        }
        return Answers.privately(202, Json.object(json -> json.writeNumberField("accepted", shown.size())));
    }

    private static List<String> messages(Map<String, Object> members, List<FieldProblem> problems) {
        CAMEL_CASE.forEach((wrong, right) -> {
            if (members.containsKey(wrong)) {
                problems.add(new FieldProblem(wrong, "must be spelt " + right));
            }
        });
        Object value = members.getOrDefault("message_ids", Null.NULL);
        if (!(value instanceof List<?> entries) || entries.isEmpty() || entries.size() > MAX_MESSAGES) {
            if (value != Null.NULL || !members.containsKey("messageIds")) {
                problems.add(new FieldProblem("message_ids", "must be an array of 1 to " + MAX_MESSAGES + " strings"));
            }
            return List.of();
        }
        List<String> messages = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            String field = "message_ids[" + i + "]";
            if (entries.get(i) instanceof String message) {
                Target.check(field, message, 0, problems);
                messages.add(message);
            } else {
                problems.add(new FieldProblem(field, "must be a string"));
            }
        }
        return messages;
    }
}
