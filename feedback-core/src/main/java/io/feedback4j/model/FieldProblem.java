package io.feedback4j.model;

import static java.util.Objects.requireNonNull;

/**
 * One thing that is wrong with one field of what a caller sent.
 *
 * @param field the field's name as the caller spelt it, or {@code ""} when the whole is meant
 * @param detail what is allowed, in words that are safe to show to the caller; never the value itself
 */
public record FieldProblem(String field, String detail) {

    public FieldProblem {
        requireNonNull(field, "field");
        requireNonNull(detail, "detail");
    }
}
