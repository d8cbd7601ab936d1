package io.feedback4j.demo.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What was said in a session, as {@code GET /v1/Sessions/{id}/Messages} tells it. No order of messages is described,
 * and no form of their content, so neither is relied on.
 *
 * @param json the whole answer
 */
record History(JsonNode json) {
    private static final List<String> NAMES_OF_TEXT = List.of("content", "text", "body", "output");

    /** The id of the assistant's message with these words, the latest if there are several; {@code ""} if there is none. */
    String idOf(String words, Set<String> known) {
        List<JsonNode> unknown = answers()
                .filter(message -> !known.contains(message.path("id").asText()))
                .toList();
        return unknown.stream()
                .filter(message -> textOf(message.path("content")).strip().equals(words.strip()))
                .max(Comparator.comparing(
                        message -> message.path("date_created").asText("")))
                .or(() -> unknown.stream().filter(only -> unknown.size() == 1).findFirst())
                .map(message -> message.path("id").asText(""))
                .orElse("");
    }

    private Stream<JsonNode> answers() {
        JsonNode messages = json.isArray() ? json : json.path("messages");
        return StreamSupport.stream(messages.spliterator(), false)
                .filter(message -> message.path("role").asText("").equals("assistant"));
    }

    /** The words in a message's content; {@code ""} when there are none to be found. */
    static String textOf(JsonNode content) {
        return content.isTextual()
                ? content.asText()
                : NAMES_OF_TEXT.stream()
                        .map(content::get)
                        .filter(Objects::nonNull)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText)
                        .findFirst()
                        .orElse("");
    }
}
