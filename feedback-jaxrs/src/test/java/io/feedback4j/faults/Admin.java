package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What an operator sees. Thread-safe. */
final class Admin {
    static final String USER = "operator";
    static final String PASSWORD = "operator password";
    private static final List<String> WAITING = List.of("settling", "ready", "sending", "uncertain");
    private static final String LIST = "v1/Assistants/" + FaultHost.ASSISTANT + "/Feedbacks?PageSize=";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<URI> api;

    Admin(Supplier<URI> api) {
        this.api = api;
    }

    /** Also while it is down. */
    JsonNode health() throws Exception {
        return JSON.readTree(send("feedback/health", "GET", null).body());
    }

    /** The books of a destination; missing while the store is down. */
    JsonNode books() throws Exception {
        return health().path("ledgers").path(0);
    }

    /** How many records the product knows to be at the destination beside those that belong there. */
    int duplicates() throws Exception {
        return books().path("duplicates").asInt(-1);
    }

    /** How the destination is doing, as one word. */
    String destination() throws Exception {
        return health().path("destinations").path(0).path("state").asText();
    }

    /** Every feedback by its id. */
    Map<String, JsonNode> everything() throws Exception {
        Map<String, JsonNode> records = new LinkedHashMap<>();
        String next = LIST + 1000;
        while (next != null) {
            JsonNode page = get(next);
            page.get("feedbacks").forEach(record -> records.put(record.get("id").textValue(), record));
            next = page.get("meta").get("next_page_url").textValue();
        }
        return records;
    }

    /** Whether no delivery is in this state. */
    boolean isNoneIn(String state) throws Exception {
        return get(LIST + "1&state=" + state).get("feedbacks").isEmpty();
    }

    /** Whether nothing waits, is on its way or is uncertain. */
    boolean isDrained() throws Exception {
        for (String state : WAITING) {
            if (!isNoneIn(state)) {
                return false;
            }
        }
        return isNoneIn("ready") && isNoneIn("sending");
    }

    /** How many wait by the books, which are some seconds old. */
    long waitingByTheBooks() throws Exception {
        JsonNode books = books();
        if (books.isMissingNode()) {
            throw new IOException("no books");
        }
        return WAITING.stream().mapToLong(state -> books.path(state).asLong()).sum();
    }

    JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = send(path, "GET", null);
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> send(String path, String method, String body) throws Exception {
        URI root = api.get();
        if (root == null) {
            throw new IOException("not running");
        }
        String pair = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Basic " + pair)
                .header("Sec-Fetch-Site", "same-origin");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
