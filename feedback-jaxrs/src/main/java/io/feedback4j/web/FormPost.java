package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Target;
import io.feedback4j.web.FormTokens.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a form says, once its token has been opened.
 *
 * @param token as it came
 * @param target what the token permits to judge, with the voter it names or else {@code ""}
 * @param returnTo where to go back to; {@code null} for a page of ours
 * @param language that was asked for; {@code null} for the visitor's own
 */
record FormPost(
        FormFields fields,
        String token,
        Target target,
        @Nullable String returnTo,
        @Nullable String language) {
    private static final Pattern DECIMAL = Pattern.compile("[01](\\.\\d{1,20})?");

    /**
     * Notes in the fields what is wrong with them.
     *
     * @throws ProblemException when there is no token that is valid, because then nothing else can be told
     */
    static FormPost of(FormFields fields, FormTokens tokens, Assistants assistants) {
        String token = fields.one("token");
        Permission permission = token == null ? null : tokens.open(token).orElse(null);
        if (token == null || permission == null) {
            throw noPermission(token == null ? "is required" : "is not valid, or not any more");
        }
        Target sealed = permission.target();
        String assistantId = assistants.resolve(sealed.assistantId());
        mustBe(fields, "session_id", sealed.sessionId());
        mustBe(fields, "message_id", sealed.messageId());
        String named = fields.one("assistant_id");
        if (named != null && !named.equals(FeedbackConfig.DEFAULT_ASSISTANT)) {
            mustBe(fields, "assistant_id", assistantId);
        }
        Target target = new Target(assistantId, sealed.sessionId(), sealed.messageId(), sealed.voter());
        return new FormPost(fields, token, target, returnTo(fields), language(fields.one("lang")));
    }

    static ProblemException noPermission(String detail) {
        return new ProblemException(new Problem(
                ProblemKind.WRONG_TOKEN,
                "The form needs the token that was made for it.",
                List.of(new FieldProblem("token", detail)),
                Map.of()));
    }

    private static void mustBe(FormFields fields, String name, String sealed) {
        String value = fields.one(name);
        if (value != null && !value.equals(sealed)) {
            fields.problem(name, "must be the one that the token was made for, or left out");
        }
    }

    private static @Nullable String returnTo(FormFields fields) {
        String path = fields.one("return_to");
        if (path == null || ReturnPath.isOne(path)) {
            return path;
        }
        fields.problem("return_to", ReturnPath.RULE);
        return null;
    }

    /** @return {@code null} where there are no words in it, which is no mistake of the visitor's */
    static @Nullable String language(@Nullable String tag) {
        String small = tag == null ? null : tag.toLowerCase(Locale.ROOT).split("-", 2)[0];
        return FormWords.isKnown(small) ? small : null;
    }

    /** Whether it takes back what was said before. */
    boolean isUndo() {
        return !fields.all("undo").isEmpty();
    }

    /** Which feedback is taken back. @throws ProblemException naming what is wrong */
    FeedbackId undone(Undo undo) {
        String id = fields.one("id");
        String value = fields.one("undo");
        FeedbackId parsed = id == null ? null : FeedbackId.parse(id).orElse(null);
        if (parsed == null) {
            fields.problem("id", "must be the id of the feedback");
        }
        fields.check();
        if (parsed == null || value == null || !undo.matches(parsed, value)) {
            throw new ProblemException(ProblemKind.WRONG_UNDO, "The undo value is not that of this feedback.");
        }
        return parsed;
    }

    /** The score, where there is one that is right. */
    @Nullable
    Double score() {
        List<String> all = fields.all("score");
        Double score = all.size() == 1 && DECIMAL.matcher(all.get(0)).matches() ? Double.valueOf(all.get(0)) : null;
        return score == null || score > 1 ? null : score;
    }

    /** What is said. @throws ProblemException naming all fields that are wrong */
    NewFeedback feedback(FeedbackReader reader, String voter) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("session_id", target.sessionId());
        members.put("message_id", target.messageId());
        String score = fields.one("score");
        if (score != null) {
            // What is no number stays as it is, and is said to be none.
            members.put("score", DECIMAL.matcher(score).matches() ? Double.valueOf(score) : score);
        }
        members.put("text", text());
        members.put("reasons", List.copyOf(fields.all("reasons")));
        List<FieldProblem> problems = new ArrayList<>(fields.problems());
        try {
            NewFeedback feedback = reader.read(members, target.assistantId(), voter, null);
            fields.check();
            return feedback;
        } catch (ProblemException e) {
            e.problem().errors().stream()
                    .filter(error -> !problems.contains(error))
                    .forEach(problems::add);
            throw new ProblemException(Problem.invalid(problems));
        }
    }

    /** Forms send every line break as two characters, which nobody has written. */
    private String text() {
        String text = fields.one("text");
        return text == null ? "" : text.replace("\r\n", "\n");
    }
}
