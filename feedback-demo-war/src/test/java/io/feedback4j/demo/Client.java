package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Somebody who uses a running demo over HTTP. @param root the address of the application, without a slash at the end */
record Client(String root) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    HttpResponse<String> get(String path, String... userAndPassword) throws IOException, InterruptedException {
        return HTTP.send(request(path, userAndPassword).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String json, String... userAndPassword)
            throws IOException, InterruptedException {
        HttpRequest request = request(path, userAndPassword)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String... userAndPassword) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).timeout(PATIENCE);
        if (userAndPassword.length > 0) {
            String pair = String.join(":", userAndPassword);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        }
        return request;
    }

    /** The first event of a stream of server-sent events. */
    String firstEvent(String path, String... userAndPassword) throws IOException, InterruptedException {
        HttpRequest request = request(path, userAndPassword)
                .header("Accept", "text/event-stream")
                .build();
        try (Stream<String> lines = HTTP.send(request, BodyHandlers.ofLines()).body()) {
            return lines.dropWhile(line -> !line.startsWith("id:"))
                    .takeWhile(line -> !line.isEmpty())
                    .collect(Collectors.joining("\n"));
        }
    }

    /** Waits until the sandbox has received so many feedbacks of a session. @return their bodies, the newest first */
    List<JsonNode> awaitUpstream(String sessionId, int count, String... admin)
            throws IOException, InterruptedException {
        return await(feedbacks -> feedbacks.size() >= count, sessionId, admin);
    }

    private List<JsonNode> await(Predicate<List<JsonNode>> enough, String sessionId, String... admin)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> feedbacks = upstream(sessionId, admin);
        while (!enough.test(feedbacks)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not received upstream; so far: " + feedbacks);
            }
            // The far end of a socket cannot wake us; this only keeps the asking from being all that the machine does.
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            feedbacks = upstream(sessionId, admin);
        }
        return feedbacks;
    }

    /** What the sandbox was sent of a session, the newest first. */
    List<JsonNode> upstream(String sessionId, String... admin) throws IOException, InterruptedException {
        JsonNode received = json(get("/api/sandbox/received", admin)).path("received");
        return StreamSupport.stream(received.spliterator(), false)
                .map(exchange -> exchange.path("request"))
                .filter(request -> request.path("method").asText().equals("POST"))
                .map(request -> json(request.path("body").asText()))
                .filter(body -> body.path("session_id").asText().equals(sessionId))
                .toList();
    }

    static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
