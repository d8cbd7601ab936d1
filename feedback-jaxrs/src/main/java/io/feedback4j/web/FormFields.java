package io.feedback4j.web;

import io.feedback4j.model.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a plain form, as browsers send them, and the problems found while they are read. An empty field is as good
 * as none: a form sends what was left empty, too. Not thread-safe.
 */
final class FormFields {
    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final int MAX_FIELDS = 100;

    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<FieldProblem> problems = new ArrayList<>();

    private FormFields() {}

    /** @throws ProblemException when the body is of another type, too large or not a form */
    static FormFields read(Request request) {
        if (!Body.isOfType(request, TYPE)) {
            throw new ProblemException(
                    ProblemKind.NOT_A_FORM, "Send the form as " + TYPE + ", in UTF-8, as browsers do by themselves.");
        }
        FormFields fields = new FormFields();
        String[] pairs = Body.text(request).split("&", MAX_FIELDS + 1);
        if (pairs.length > MAX_FIELDS) {
            throw new ProblemException(ProblemKind.MALFORMED, "The form has more than " + MAX_FIELDS + " fields.");
        }
        for (String pair : pairs) {
            fields.add(pair);
        }
        return fields;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        if (!value.isEmpty()) {
            values.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
        }
    }

    private static String decode(String encoded) {
        try {
            return Percent.decode(encoded.replace('+', ' '));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.MALFORMED, "The form has a broken percent-escape.");
        }
    }

    /** The only value of a field; {@code null} when it is not there or empty. */
    @Nullable
    String one(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            problem(name, "must be given once");
        }
        return all.isEmpty() ? null : all.get(0);
    }

    /** All values of a field, in order. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Notes that a field is wrong. */
    void problem(String name, String detail) {
        problems.add(new FieldProblem(name, detail));
    }

    /** What was found wrong so far. */
    List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    /** @throws ProblemException naming all fields that were found wrong */
    void check() {
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
    }
}
