package io.feedback4j.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feedback as it comes in: valid, and not kept yet.
 *
 * @param target what is judged
 * @param opinion what is said; not blank
 * @param idempotencyKey names this one action of the voter, so that a repeat is recognised; at most {@value
 *     #MAX_KEY_CHARS} characters; {@code null} when the caller gave none
 * @param context the words it is about, as the caller says; {@code null} when the caller said none
 */
public record NewFeedback(
        Target target,
        Opinion opinion,
        @Nullable String idempotencyKey,
        @Nullable MessageContext context) {
    /** How many characters an idempotency key may have. */
    public static final int MAX_KEY_CHARS = 128;

    /** Without a context. @throws InvalidFeedbackException when nothing is said, or the key is empty or too long */
    public NewFeedback(Target target, Opinion opinion, @Nullable String idempotencyKey) {
        this(target, opinion, idempotencyKey, null);
    }

    /** @throws InvalidFeedbackException when nothing is said, or the key is empty or too long */
    public NewFeedback {
        requireNonNull(target, "target");
        if (opinion.isBlank()) {
            throw new InvalidFeedbackException(
                    List.of(new FieldProblem("", "one of score, text and reasons is required")));
        }
        if (idempotencyKey != null && (idempotencyKey.isEmpty() || idempotencyKey.length() > MAX_KEY_CHARS)) {
            throw new InvalidFeedbackException(
                    List.of(new FieldProblem("Idempotency-Key", "must have 1 to " + MAX_KEY_CHARS + " characters")));
        }
    }
}
