package io.feedback4j.web;

import io.feedback4j.model.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, decoded once, and the problems found while they are read. Not thread-safe. */
final class QueryString {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    /** @throws ProblemException when an escape is broken */
    QueryString(@Nullable String query) {
        if (query == null) {
            return;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
        }
    }

    private static String decode(String encoded) {
        try {
            return Percent.decode(encoded.replace('+', ' '));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.MALFORMED, "The query has a broken percent-escape.");
        }
    }

    /** The only value of a parameter; {@code null} when it is not there. */
    @Nullable
    String one(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            problem(name, "must be given once");
        }
        return all.isEmpty() ? null : all.get(0);
    }

    /** The last value of a parameter that clients are known to repeat; {@code null} when it is not there. */
    @Nullable
    String last(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Notes that a parameter is wrong. */
    void problem(String name, String detail) {
        problems.add(new FieldProblem(name, detail));
    }

    /** @throws ProblemException naming all parameters that were found wrong */
    void check() {
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
    }

    List<FieldProblem> problems() {
        return problems;
    }
}
