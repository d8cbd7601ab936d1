package io.feedback4j.delivery.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.delivery.Conversation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a session's messages. Their {@code content} is described nowhere: a string, or an object in which one of
 * several members holds the words.
 */
final class ConversationJson {
    private static final List<String> WORDS = List.of("content", "text", "body", "output");

    private final ObjectMapper json;

    ConversationJson(ObjectMapper json) {
        this.json = json;
    }

    /** @param at when it was said; {@code null} when that is not told */
    record Dated(Conversation.Line line, @Nullable Instant at) {}

    /** @return how to ask for the next page; {@code null} when this is the last */
    @Nullable
    String read(byte[] body, List<Dated> lines) throws IOException {
        JsonNode root = json.readTree(body);
        JsonNode items = root == null ? null : root.isArray() ? root : root.path("messages");
        if (items == null || !items.isArray()) {
            throw new IOException("the answer is not a list of messages");
        }
        items.forEach(item -> lines.add(line(item)));
        return root.isArray() ? null : UpstreamJson.next(root.path("meta"));
    }

    private static Dated line(JsonNode item) {
        String at = UpstreamJson.string(item, "date_created", "dateCreated", "created_at", "createdAt");
        return new Dated(
                new Conversation.Line(
                        UpstreamJson.string(item, "id"),
                        UpstreamJson.string(item, "role"),
                        words(item.path("content"))),
                UpstreamJson.moment(at));
    }

    private static String words(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        return WORDS.stream()
                .map(content::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** By time where all tell theirs, else as they came: the order of the list is not described. */
    static List<Conversation.Line> inOrder(List<Dated> lines) {
        boolean dated = lines.stream().allMatch(line -> line.at() != null);
        List<Dated> ordered = new ArrayList<>(lines);
        if (dated) {
            ordered.sort(Comparator.comparing(ConversationJson::at));
        }
        return ordered.stream().map(Dated::line).toList();
    }

    private static Instant at(Dated line) {
        return line.at() == null ? Instant.EPOCH : line.at();
    }
}
