package io.feedback4j.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads and writes the JSON of the demo's own endpoints; the demo has no JSON provider. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_BODY_BYTES = 16 << 10;

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The JSON object in a body; empty when it is too long or something else. */
    static Optional<JsonNode> read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
            JsonNode json = MAPPER.readTree(bytes);
            return Optional.of(json).filter(node -> node.isObject() && bytes.length <= MAX_BODY_BYTES);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    static Response answer(int status, ObjectNode json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(json.toString())
                .build();
    }

    static Response problem(int status, String message) {
        return answer(status, object().put("status", status).put("message", message));
    }
}
