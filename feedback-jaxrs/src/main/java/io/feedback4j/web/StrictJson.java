package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.feedback4j.model.FieldProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads one JSON object as RFC 8259 has it and nothing else: no trailing content, no name twice, bounded in depth, in
 * names and in numbers. Values become {@code Map}, {@code List}, {@code String}, {@code Double}, {@code Boolean} or
 * {@link Null}; nothing is ever converted into something else.
 */
final class StrictJson {
    private final JsonParser parser;
    private final Set<String> known;

    private StrictJson(JsonParser parser, Set<String> known) {
        this.parser = parser;
        this.known = known;
    }

    /** Stands for {@code null}, so that a member that is {@code null} can be told from one that is not there. */
    enum Null {
        NULL
    }

    /**
     * The members of the object that the text is.
     *
     * @param known names that may be repeated in an error message, because they are not the caller's invention
     * @throws ProblemException when the text is anything but one object
     */
    static Map<String, Object> object(String text, Set<String> known) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            return new StrictJson(parser, known).document();
        } catch (IOException e) {
            // The parser's words name its classes and repeat what was sent; neither is for strangers.
            throw malformed("The body is not well-formed JSON within the limits of this service.");
        }
    }

    private Map<String, Object> document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw malformed("The body is empty; a JSON object is expected.");
        }
        if (first != JsonToken.START_OBJECT) {
            throw malformed("The body must be a JSON object.");
        }
        Map<String, Object> members = members(true);
        if (parser.nextToken() != null) {
            throw malformed("The body has something after its JSON object.");
        }
        return members;
    }

    private Map<String, Object> members(boolean top) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (name.length() > Json.MAX_NAME_CHARS) {
                throw malformed("A member's name has more than " + Json.MAX_NAME_CHARS + " characters.");
            }
            parser.nextToken();
            if (members.put(name, value()) != null) {
                throw repeated(top, name);
            }
        }
        return members;
    }

    private ProblemException repeated(boolean top, String name) {
        if (top && known.contains(name)) {
            return new ProblemException(Problem.invalid(List.of(new FieldProblem(name, "must be given once"))));
        }
        return malformed("A member is given more than once.");
    }

    private List<Object> elements() throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value());
        }
        return elements;
    }

    private Object value() throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                return members(false);
            case START_ARRAY:
                return elements();
            case VALUE_STRING:
                return parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                return number();
            case VALUE_TRUE, VALUE_FALSE:
                return parser.getBooleanValue();
            case VALUE_NULL:
                return Null.NULL;
            default:
                throw malformed("The body is not well-formed JSON.");
        }
    }

    private Double number() throws IOException {
        // The parser's own limit counts digits, and in a fraction leniently.
        if (parser.getTextLength() > Json.MAX_NUMBER_CHARS) {
            throw malformed("A number has more than " + Json.MAX_NUMBER_CHARS + " characters.");
        }
        return parser.getDoubleValue();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemKind.MALFORMED, detail);
    }
}
