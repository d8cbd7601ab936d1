package io.feedback4j.demo.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.FeedbackConfig.Credentials;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/**
 * Talks to an assistant at Twilio: {@code POST /v1/Assistants/{id}/Messages} for the answer, and, because that does not
 * say under which id the answer is kept, {@code GET /v1/Sessions/{id}/Messages} for the id (twilio/twilio-oai, {@code
 * twilio_assistants_v1.json}).
 *
 * <p>Blocks its caller until there is an answer, within the times given. Thread-safe.
 */
public final class TwilioChat implements AutoCloseable {
    /** How long an assistant may think. */
    public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    /** How long the search for an answer's id may take. */
    public static final Duration SEARCH_TIMEOUT = Duration.ofSeconds(5);

    private final String base;
    private final String authorization;
    private final Duration answerTimeout;
    private final Duration searchTimeout;
    private final Exchanges exchanges = new Exchanges();

    /** Connects to nothing yet. */
    public TwilioChat(URI baseUrl, Credentials pair, Duration answerTimeout, Duration searchTimeout) {
        this.base = baseUrl.toString().replaceFirst("/+$", "");
        String plain = pair.user() + ":" + pair.password().value();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
        this.answerTimeout = answerTimeout;
        this.searchTimeout = searchTimeout;
    }

    /**
     * What the assistant answered.
     *
     * @param messageId under which the upstream keeps it; {@code ""} when that could not be found out
     * @param body what it says
     */
    public record Answer(String messageId, String body) {}

    /**
     * Says something to the assistant. Sent once and never again by itself.
     *
     * @param known ids of this session's messages that are older than the answer
     * @throws ChatException when there is no answer
     */
    public Answer say(String assistantId, String sessionId, String identity, String text, Set<String> known)
            throws ChatException {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("identity", identity)
                .put("body", text)
                .put("session_id", sessionId);
        HttpRequest request = request("/v1/Assistants/" + segment(assistantId) + "/Messages")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(message.toString()))
                .build();
        JsonNode answer = exchanges.send(request, answerTimeout);
        String body = answer.path("body").asText("");
        if (!answer.path("error").asText("").isEmpty() && !answer.path("error").isNull()) {
            throw new ChatException("Twilio’s assistant could not answer. Ask again.");
        }
        if (body.isBlank()) {
            throw new ChatException("Twilio took the question, but its assistant gave no answer.");
        }
        return new Answer(idOf(body, answer.path("session_id").asText(sessionId), known), body);
    }

    /** The first page has room for more than a session of the Simulator can hold. */
    private String idOf(String body, String sessionId, Set<String> known) {
        try {
            JsonNode history = exchanges.send(
                    request("/v1/Sessions/" + segment(sessionId) + "/Messages?PageSize=1000")
                            .GET()
                            .build(),
                    searchTimeout);
            return new History(history).idOf(body, known);
        } catch (ChatException notFound) {
            // The answer is there; it can only not be judged by itself.
            return "";
        }
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base + pathAndQuery))
                .header("Authorization", authorization)
                .header("Accept", "application/json")
                .header("User-Agent", "feedback4j-demo");
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20").replace("*", "%2A");
    }

    /** Ends what is running. Idempotent. */
    @Override
    public void close() {
        exchanges.close();
    }
}
