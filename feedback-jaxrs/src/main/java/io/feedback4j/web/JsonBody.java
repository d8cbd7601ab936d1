package io.feedback4j.web;

import java.util.Map;
import java.util.Set;

/** Takes the JSON object out of a request: first its headers are judged, then its bytes, then its text. */
final class JsonBody {
    /** How many bytes of a body are read. */
    static final int MAX_BYTES = Body.MAX_BYTES;

    private static final String TYPE = "application/json";

    private JsonBody() {}

    /**
     * @param known see {@link StrictJson#object}
     * @throws ProblemException when the body is of another type, too large or not one JSON object
     */
    static Map<String, Object> read(Request request, Set<String> known) {
        if (!Body.isOfType(request, TYPE)) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED_TYPE, "Send the body with Content-Type: application/json, in UTF-8.");
        }
        return StrictJson.object(Body.text(request), known);
    }

    /** The same, or nothing where there is neither a body nor a type of one. */
    static Map<String, Object> readIfAny(Request request, Set<String> known) {
        if (request.headers("Content-Type").isEmpty() && Body.bytes(request).length == 0) {
            return Map.of();
        }
        return read(request, known);
    }
}
