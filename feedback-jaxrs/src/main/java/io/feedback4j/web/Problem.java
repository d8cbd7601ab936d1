package io.feedback4j.web;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FieldProblem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request is not served.
 *
 * @param kind which kind it is
 * @param detail this occurrence, in words for the caller, who may be a stranger; never anything the caller sent
 * @param errors the fields that are wrong; empty when it is not about fields
 * @param headers what the answer carries besides, such as {@code Retry-After}
 */
record Problem(ProblemKind kind, String detail, List<FieldProblem> errors, Map<String, String> headers) {

    Problem {
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind, detail, List.of(), Map.of());
    }

    /** @param errors at least one */
    static Problem invalid(List<FieldProblem> errors) {
        FieldProblem first = errors.get(0);
        String sentence = first.field().isEmpty() ? first.detail() : first.field() + " " + first.detail();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more, see errors)";
        return new Problem(ProblemKind.INVALID, sentence + more, errors, Map.of());
    }

    Problem with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Problem(kind, detail, errors, more);
    }

    /** Says when to come again: in whole seconds, at least one. */
    Problem retryAfter(Duration wait) {
        long seconds = wait.plusNanos(999_999_999).toSeconds();
        return with("Retry-After", Long.toString(Math.max(1, seconds)));
    }
}
