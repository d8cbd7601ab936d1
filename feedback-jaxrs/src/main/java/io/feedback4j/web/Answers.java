package io.feedback4j.web;

import io.feedback4j.model.FieldProblem;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts answers together, so that no header of safety is forgotten. */
final class Answers {
    static final String JSON = "application/json;charset=UTF-8";
    static final String PROBLEM_JSON = "application/problem+json;charset=UTF-8";

    private static final byte[] NOTHING = {};

    private Answers() {}

    /** About one caller, and therefore kept by no cache. */
    static Answer privately(int status, byte[] json) {
        return privately(status, json, Map.of());
    }

    static Answer privately(int status, byte[] json, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", JSON);
        neverCached(headers);
        headers.putAll(more);
        return new Answer(status, headers, json);
    }

    /** As {@link #privately(int, byte[])}, with a body that is written as it comes. */
    static Answer privately(String contentType, BodyWriter writer, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        neverCached(headers);
        headers.putAll(more);
        return Answer.written(200, headers, writer);
    }

    static Answer noContent(Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        neverCached(headers);
        headers.putAll(more);
        return new Answer(204, headers, NOTHING);
    }

    static Answer options(Route route) {
        return new Answer(204, Map.of("Allow", route.allow(), "X-Content-Type-Options", "nosniff"), NOTHING);
    }

    /** A file or something else that is the same for everybody. */
    static Answer publicly(int status, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("X-Content-Type-Options", "nosniff");
        return new Answer(status, all, body);
    }

    /** The answer to HEAD: as to GET, without the body but for its length where that is known. */
    static Answer withoutBody(Answer answer) {
        int length = answer.body().length;
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        if (length > 0) {
            headers.put("Content-Length", Integer.toString(length));
        }
        return new Answer(answer.status(), headers, NOTHING);
    }

    /** @param links where the explanation of the problem is */
    static Answer problem(Problem problem, Links links) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", PROBLEM_JSON);
        neverCached(headers);
        headers.putAll(problem.headers());
        return new Answer(problem.kind().status(), headers, problemBody(problem, links));
    }

    private static byte[] problemBody(Problem problem, Links links) {
        ProblemKind kind = problem.kind();
        return Json.object(json -> {
            json.writeStringField("type", kind.type());
            json.writeStringField("title", kind.title());
            json.writeNumberField("status", kind.status());
            json.writeStringField("detail", problem.detail());
            json.writeNumberField("code", kind.code());
            json.writeStringField("message", problem.detail());
            json.writeStringField("more_info", links.explanation(kind));
            if (!problem.errors().isEmpty()) {
                json.writeArrayFieldStart("errors");
                for (FieldProblem error : problem.errors()) {
                    json.writeStartObject();
                    json.writeStringField("field", error.field());
                    json.writeStringField("detail", error.detail());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        });
    }

    private static void neverCached(Map<String, String> headers) {
        headers.put("Cache-Control", "no-store");
        headers.put("Vary", "Sec-Fetch-Site, Origin");
        headers.put("X-Content-Type-Options", "nosniff");
    }
}
