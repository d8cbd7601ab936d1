package io.feedback4j.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of a target: a score, a sentence, reasons, or several of them.
 *
 * @param score 0 (worst) to 1 (best); {@code null} when none was given; −0 becomes 0
 * @param text at most {@value #MAX_TEXT_CODE_POINTS} code points, kept as written but for U+0000, which is dropped, and
 *     lone surrogates, which become U+FFFD; {@code ""} when none was given
 * @param reasons ids of the configured catalogue, at most {@value #MAX_REASONS}, each once
 * @param masked what was masked in the text; each replacement may be one character longer than what stood there
 */
public record Opinion(@Nullable Double score, String text, List<String> reasons, Masked masked) {
    /** How many code points a text may have. */
    public static final int MAX_TEXT_CODE_POINTS = 4_000;
    /** How many reasons one feedback may give. */
    public static final int MAX_REASONS = 8;

    /** Nothing said, as is left of what was taken back. */
    public static final Opinion BLANK = new Opinion(null, "", List.of());

    /** In the words of who said it. @throws InvalidFeedbackException naming each part that is out of range */
    public Opinion(@Nullable Double score, String text, List<String> reasons) {
        this(score, text, reasons, Masked.NONE);
    }

    /** @throws InvalidFeedbackException naming each part that is out of range */
    public Opinion {
        text = StorableText.of(text);
        reasons = List.copyOf(reasons);
        List<FieldProblem> problems = new ArrayList<>();
        if (score != null) {
            if (!(score >= 0 && score <= 1)) {
                problems.add(new FieldProblem("score", "must be a number from 0 to 1"));
            }
            score = score + 0.0;
        }
        if (text.codePointCount(0, text.length()) > MAX_TEXT_CODE_POINTS + masked.total()) {
            problems.add(new FieldProblem("text", "must have at most " + MAX_TEXT_CODE_POINTS + " characters"));
        }
        if (reasons.size() > MAX_REASONS) {
            problems.add(new FieldProblem("reasons", "must have at most " + MAX_REASONS + " entries"));
        } else if (reasons.stream().distinct().count() < reasons.size()) {
            problems.add(new FieldProblem("reasons", "must name each reason once"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidFeedbackException(problems);
        }
    }

    /** Whether nothing at all was said. */
    public boolean isBlank() {
        return score == null && text.isEmpty() && reasons.isEmpty();
    }

    /** This score alone, and what was masked: what stays when text and reasons are blanked. */
    public Opinion scoreOnly() {
        return new Opinion(score, "", List.of(), masked);
    }
}
