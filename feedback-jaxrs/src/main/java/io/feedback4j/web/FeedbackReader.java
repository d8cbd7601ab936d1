package io.feedback4j.web;

import io.feedback4j.Reason;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.InvalidFeedbackException;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.web.StrictJson.Null;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes feedback out of the members of a body, and names everything that is wrong with them at once. Only six members
 * are read; all others are ignored, whatever they hold.
 */
final class FeedbackReader {
    static final Set<String> MEMBERS = Set.of("session_id", "message_id", "score", "text", "reasons", "context");

    /** What a caller writes who follows a rendering of Twilio's documents that Twilio itself does not take. */
    private static final Map<String, String> CAMEL_CASE = Map.of("sessionId", "session_id", "messageId", "message_id");

    private final Set<String> reasonIds;
    private final String allowedReasons;

    FeedbackReader(List<Reason> reasons) {
        List<String> ids = reasons.stream().map(Reason::id).toList();
        this.reasonIds = Set.copyOf(ids);
        this.allowedReasons =
                ids.isEmpty() ? "must be empty: no reasons are configured" : "must be among " + String.join(", ", ids);
    }

    /**
     * @param members as {@link StrictJson} gives them
     * @throws ProblemException naming every member that is wrong
     */
    NewFeedback read(Map<String, Object> members, String assistantId, String voter, @Nullable String key) {
        List<FieldProblem> problems = new ArrayList<>();
        noteCamelCase(members, problems);
        String session = session(members, problems);
        String message = string(members, "message_id", problems);
        Target.check("message_id", message, 0, problems);
        Opinion opinion = opinion(members, problems);
        MessageContext context = context(members, problems);
        if (key != null) {
            checkKey(key, problems);
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
        return new NewFeedback(new Target(assistantId, session, message, voter), opinion, key, context);
    }

    /** The {@code session_id} member, which is required. */
    static String session(Map<String, Object> members, List<FieldProblem> problems) {
        Object value = members.getOrDefault("session_id", Null.NULL);
        if (value == Null.NULL) {
            if (!members.containsKey("sessionId")) {
                problems.add(new FieldProblem("session_id", "is required"));
            }
            return "";
        }
        int before = problems.size();
        String session = string(members, "session_id", problems);
        if (problems.size() == before) {
            Target.check("session_id", session, 1, problems);
        }
        return session;
    }

    static void noteCamelCase(Map<String, Object> members, List<FieldProblem> problems) {
        for (String name : members.keySet()) {
            String right = CAMEL_CASE.get(name);
            if (right != null) {
                problems.add(new FieldProblem(name, "must be spelt " + right));
            }
        }
    }

    /** A string, or {@code ""} where there is none, as Twilio does not tell the two apart. */
    static String string(Map<String, Object> members, String name, List<FieldProblem> problems) {
        Object value = members.getOrDefault(name, Null.NULL);
        if (value instanceof String) {
            return (String) value;
        }
        if (value != Null.NULL) {
            problems.add(new FieldProblem(name, "must be a string"));
        }
        return "";
    }

    private Opinion opinion(Map<String, Object> members, List<FieldProblem> problems) {
        int before = problems.size();
        Double score = score(members, problems);
        String text = string(members, "text", problems);
        List<String> reasons = reasons(members, problems);
        try {
            Opinion opinion = new Opinion(score, text, reasons);
            if (opinion.isBlank() && problems.size() == before) {
                problems.add(new FieldProblem("", "one of score, text and reasons is required"));
            }
            return opinion;
        } catch (InvalidFeedbackException e) {
            problems.addAll(e.problems());
            return Opinion.BLANK;
        }
    }

    private static @Nullable Double score(Map<String, Object> members, List<FieldProblem> problems) {
        Object value = members.getOrDefault("score", Null.NULL);
        if (value instanceof Double) {
            return (Double) value;
        }
        if (value != Null.NULL) {
            problems.add(new FieldProblem("score", "must be a number from 0 to 1"));
        }
        return null;
    }

    private List<String> reasons(Map<String, Object> members, List<FieldProblem> problems) {
        Object value = members.getOrDefault("reasons", Null.NULL);
        if (value == Null.NULL) {
            return List.of();
        }
        if (!(value instanceof List<?> entries) || !entries.stream().allMatch(String.class::isInstance)) {
            problems.add(new FieldProblem("reasons", "must be an array of strings"));
            return List.of();
        }
        List<String> reasons = entries.stream().map(String.class::cast).toList();
        if (!reasonIds.containsAll(reasons)) {
            problems.add(new FieldProblem("reasons", allowedReasons));
        }
        return reasons;
    }

    /** The words that are judged; {@code null} where there are none. */
    private static @Nullable MessageContext context(Map<String, Object> members, List<FieldProblem> problems) {
        Object value = members.getOrDefault("context", Null.NULL);
        if (value == Null.NULL) {
            return null;
        }
        if (!(value instanceof Map<?, ?> words)) {
            problems.add(new FieldProblem("context", "must be an object with question and answer"));
            return null;
        }
        try {
            MessageContext context =
                    new MessageContext(word(words, "question", problems), word(words, "answer", problems));
            return context.isBlank() ? null : context;
        } catch (InvalidFeedbackException e) {
            problems.addAll(e.problems());
            return null;
        }
    }

    private static String word(Map<?, ?> words, String name, List<FieldProblem> problems) {
        Object value = words.get(name);
        if (value != null && value != Null.NULL && !(value instanceof String)) {
            problems.add(new FieldProblem("context." + name, "must be a string"));
        }
        return value instanceof String text ? text : "";
    }

    private static void checkKey(String key, List<FieldProblem> problems) {
        if (key.isEmpty() || key.length() > NewFeedback.MAX_KEY_CHARS) {
            problems.add(
                    new FieldProblem("Idempotency-Key", "must have 1 to " + NewFeedback.MAX_KEY_CHARS + " characters"));
        } else if (!key.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            problems.add(new FieldProblem("Idempotency-Key", "must be visible ASCII characters"));
        }
    }
}
