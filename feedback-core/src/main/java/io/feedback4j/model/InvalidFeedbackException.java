package io.feedback4j.model;

import java.util.List;
import java.util.stream.Collectors;

/** The caller's mistake: names every field that is wrong at once, in words that are safe to show to the caller. */
public final class InvalidFeedbackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> problems;

    /** @param problems at least one */
    public InvalidFeedbackException(List<FieldProblem> problems) {
        super(problems.stream()
                .map(problem -> problem.field().isEmpty() ? problem.detail() : problem.field() + " " + problem.detail())
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Every problem found, in the order of the fields; never empty. */
    public List<FieldProblem> problems() {
        return problems;
    }
}
