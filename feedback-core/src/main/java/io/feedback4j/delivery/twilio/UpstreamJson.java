package io.feedback4j.delivery.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.http.BodyReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the upstream answers, in all the forms its documents show: wrapped and bare lists, snake_case and
 * camelCase, the names of the description and those of the guide. Unknown members are ignored.
 */
final class UpstreamJson implements BodyReader {
    private static final Set<String> PAGING = Set.of("Page", "PageSize", "PageToken");
    private static final DateTimeFormatter BARE_OFFSET = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendOffset("+HHMM", "Z")
            .toFormatter(java.util.Locale.ROOT);

    private final ObjectMapper json;
    private final boolean trailer;

    /** @param trailer whether a trailer line in a text is taken for one */
    UpstreamJson(ObjectMapper json, boolean trailer) {
        this.json = json;
        this.trailer = trailer;
    }

    /** The id in the answer to a POST; {@code null} when there is none, or the answer cannot be read. */
    @Override
    public @Nullable String id(byte[] body) {
        String id = string(tree(body), "id");
        return id.isEmpty() ? null : id;
    }

    /** The upstream's own number for what went wrong, in any of its three forms of errors; {@code null} for none. */
    @Override
    public @Nullable String errorCode(byte[] body) {
        JsonNode root = tree(body);
        JsonNode code = root.path("code");
        if (code.isMissingNode()) {
            code = root.path("errors").path(0).path("code");
        }
        boolean usable =
                code.isIntegralNumber() || code.isTextual() && code.asText().matches("[0-9]{1,9}");
        return usable ? code.asText() : null;
    }

    /**
     * One page of a list.
     *
     * @param clock the upstream's own time
     * @throws IOException when it is no list, or names a next page that cannot be asked for
     */
    Listing listing(byte[] body, @Nullable Instant clock) throws IOException {
        JsonNode root = json.readTree(body);
        if (root == null) {
            throw new IOException("the answer is empty");
        }
        JsonNode items = root.isArray() ? root : root.path("feedbacks");
        if (items.isMissingNode()) {
            items = root.path(root.path("meta").path("key").asText());
        }
        if (!items.isArray()) {
            throw new IOException("the answer is not a list");
        }
        List<Listing.Item> found = new ArrayList<>(items.size());
        items.forEach(item -> found.add(item(item)));
        return new Listing(found, root.isArray() ? null : next(root.path("meta")), clock);
    }

    private Listing.Item item(JsonNode item) {
        String id = string(item, "id");
        UpstreamRecord read = new UpstreamRecord(
                string(item, "session_id", "sessionId"),
                canonical(string(item, "message_id", "messageId")),
                score(item.path("score")),
                string(item, "text"));
        Instant created = moment(string(item, "date_created", "dateCreated", "created_at", "createdAt"));
        return new Listing.Item(
                id.isEmpty() ? null : id, read.fingerprint(), read.target(), created, read.said(trailer));
    }

    private static String canonical(String messageId) {
        String known = UpstreamRecord.messageId(messageId);
        return known.isEmpty() ? messageId : known;
    }

    /** How to ask for the page behind this one; {@code null} when there is none. */
    static @Nullable String next(JsonNode meta) throws IOException {
        String url = string(meta, "next_page_url", "nextPageUrl");
        if (url.isEmpty()) {
            return null;
        }
        // Only the paging goes on our own URL: it cannot lead anywhere else, and it works behind a gateway.
        List<String> paging = new ArrayList<>();
        String query = url.substring(url.indexOf('?') + 1).replaceFirst("#.*", "");
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && PAGING.contains(pair.substring(0, equals))) {
                paging.add(pair.substring(0, equals) + "=" + reencode(pair.substring(equals + 1)));
            }
        }
        if (paging.isEmpty()) {
            throw new IOException("the next page has no number and no token");
        }
        return String.join("&", paging);
    }

    private static String reencode(String value) throws IOException {
        try {
            return URLEncoder.encode(URLDecoder.decode(value, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("the next page's token is malformed", e);
        }
    }

    private static @Nullable Double score(JsonNode score) {
        if (score.isNumber()) {
            return score.asDouble();
        }
        try {
            return score.isTextual() ? Double.valueOf(score.asText()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Instant moment(String value) {
        if (value.isEmpty()) {
            return null;
        }
        return parsed(value, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .or(() -> parsed(value, BARE_OFFSET))
                .orElse(null);
    }

    private static Optional<Instant> parsed(String value, DateTimeFormatter form) {
        try {
            return Optional.of(OffsetDateTime.parse(value, form).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String string(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isTextual() || value.isNumber()) {
                return value.asText();
            }
        }
        return "";
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = json.readTree(body);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
