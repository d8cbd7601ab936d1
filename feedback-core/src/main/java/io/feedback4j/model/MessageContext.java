package io.feedback4j.model;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * The words a vote is about: the answer, and the question before it.
 *
 * @param question at most {@value #MAX_CODE_POINTS} code points, kept as an {@link Opinion}'s text is; {@code ""} where not
 *     known
 * @param answer the same
 * @param masked what was masked in both; each replacement may be one character longer than what stood there
 */
public record MessageContext(String question, String answer, Masked masked) {
    /** How many code points the question may have, and the answer. */
    public static final int MAX_CODE_POINTS = 4_000;

    /** As it was said. @throws InvalidFeedbackException naming each part that is too long */
    public MessageContext(String question, String answer) {
        this(question, answer, Masked.NONE);
    }

    /** @throws InvalidFeedbackException naming each part that is too long */
    public MessageContext {
        requireNonNull(masked, "masked");
        question = StorableText.of(question);
        answer = StorableText.of(answer);
        List<FieldProblem> problems = new ArrayList<>();
        check("context.question", question, masked, problems);
        check("context.answer", answer, masked, problems);
        if (!problems.isEmpty()) {
            throw new InvalidFeedbackException(problems);
        }
    }

    /** The beginning of each, where there is more than can be kept. */
    public static MessageContext beginningOf(String question, String answer) {
        return new MessageContext(beginning(question), beginning(answer));
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= MAX_CODE_POINTS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS));
    }

    private static void check(String field, String text, Masked masked, List<FieldProblem> problems) {
        if (text.codePointCount(0, text.length()) > MAX_CODE_POINTS + masked.total()) {
            problems.add(new FieldProblem(field, "must have at most " + MAX_CODE_POINTS + " characters"));
        }
    }

    /** Whether neither is known. */
    public boolean isBlank() {
        return question.isEmpty() && answer.isEmpty();
    }
}
