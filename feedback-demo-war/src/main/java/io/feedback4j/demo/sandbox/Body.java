package io.feedback4j.demo.sandbox;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * The JSON object of a request, read as the description has it: a member that is there has its type and its form.
 * Members that the description does not know are allowed, for it does not forbid them.
 */
record Body(JsonNode json) {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws RefusedException when it is not one JSON object, declared as such */
    static Body of(Call call) {
        if (!call.contentType().equals("application/json")) {
            throw new RefusedException(Reply.error(415, 20415, "Content-Type must be application/json"));
        }
        try {
            JsonNode json = MAPPER.readTree(call.body());
            if (json.isObject()) {
                return new Body(json);
            }
        } catch (IOException notJson) {
            throw RefusedException.invalid("the body is not valid JSON");
        }
        throw RefusedException.invalid("the body must be a JSON object");
    }

    /** The JSON of these bytes as far as it can be read, for the journal. */
    static JsonNode orNothing(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** A string that must be there and not empty. */
    String required(String name) {
        String value = optional(name);
        if (value.isEmpty()) {
            throw RefusedException.invalid(name + " is required");
        }
        return value;
    }

    /** A string; {@code ""} when it is not there. */
    String optional(String name) {
        JsonNode value = json.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw RefusedException.invalid(name + " must be a string");
        }
        return value.asText();
    }

    /** A string of this form; {@code ""} when it is not there. */
    String optional(String name, Pattern form) {
        String value = optional(name);
        if (json.has(name) && !form.matcher(value).matches()) {
            throw RefusedException.invalid(name + " must match " + form.pattern());
        }
        return value;
    }

    /** A number from 0 to 1; empty when it is not there. */
    OptionalDouble share(String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return OptionalDouble.empty();
        }
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= 1)) {
            throw RefusedException.invalid(name + " must be a number from 0 to 1");
        }
        return OptionalDouble.of(value.asDouble());
    }
}
