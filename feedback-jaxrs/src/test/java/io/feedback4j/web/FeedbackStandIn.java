package io.feedback4j.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A host page with a strict policy and, at {@code /api}, just enough of the service for the element, with a ledger of
 * what it was asked.
 */
final class FeedbackStandIn implements AutoCloseable {
    private static final String POLICY = "default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
    private static final String ASSETS = "/api/feedback/assets/1a2b/";
    private static final UnaryOperator<String> FILES = Assets.source("assets");
    private static final Path WRITTEN = Path.of("src/main/resources/io/feedback4j/web/assets");
    private static final Set<String> CALLS = Set.of("/api/feedback/votes", "/api/feedback/impressions");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request that reached the service. */
    record Asked(
            String method,
            String path,
            @Nullable String key,
            @Nullable String undo,
            @Nullable String token,
            JsonNode body) {}

    private record Vote(String id, JsonNode score) {}

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, String> pages = new LinkedHashMap<>();
    private final List<Asked> ledger = new ArrayList<>();
    private final Map<String, Vote> votes = new LinkedHashMap<>();
    private final Queue<Integer> failures = new ArrayDeque<>();
    private CountDownLatch gate = new CountDownLatch(0);
    private boolean asWritten;
    private int retryAfter;
    private String delivery = "kept";
    private int ids;

    FeedbackStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    synchronized void page(String path, String content) {
        pages.put(path, content);
    }

    /** The next votes and undos are answered with these statuses and nothing happens. */
    synchronized void fail(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    /** How many seconds those who fail are asked to wait. */
    synchronized void askToWait(int seconds) {
        retryAfter = seconds;
    }

    /** Where all votes are from now on: {@code kept}, {@code delivered} or {@code refused}. */
    synchronized void deliver(String state) {
        delivery = state;
    }

    /** Takes in a vote that was given elsewhere. */
    synchronized void giveElsewhere(String session, String message, double score) {
        give(JSON.createObjectNode()
                .put("session_id", session)
                .put("message_id", message)
                .put("score", score));
    }

    /** Holds back what is answered to votes until the latch is counted down. */
    synchronized CountDownLatch hold() {
        gate = new CountDownLatch(1);
        return gate;
    }

    /** From now on serves the scripts as they are written, neither joined nor minified. */
    synchronized void serveAsWritten() {
        asWritten = true;
    }

    /** What was asked of the feedback calls, in order. */
    synchronized List<Asked> feedbacks() {
        return ledger.stream().filter(asked -> asked.path().contains("/v1/")).toList();
    }

    synchronized List<Asked> asked(String path) {
        return ledger.stream().filter(asked -> asked.path().equals(path)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            if (path.startsWith("/api/v1/") || CALLS.contains(path)) {
                call(exchange, path);
            } else {
                send(exchange, 200, type(path), file(path));
            }
        } catch (IllegalArgumentException e) {
            send(exchange, 404, "text/plain", "not here");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized String file(String path) {
        if (path.equals("/api/feedback/thumbs.js")) {
            return "export * from './assets/1a2b/thumbs.js'";
        }
        if (path.equals("/api/feedback/reasons")) {
            return """
                    {"reasons":[{"id":"wrong","label":"Wrong or made up"},{"id":"off-topic","label":"Does not answer my question"},
                    {"id":"instructions","label":"Did not do what I asked"},{"id":"incomplete","label":"Incomplete or out of date"},
                    {"id":"unclear","label":"Too long or unclear"},{"id":"other","label":"Something else"}]}""";
        }
        if (path.startsWith(ASSETS)) {
            String file = path.substring(ASSETS.length());
            return asWritten ? written(file) : FILES.apply(file);
        }
        String page = pages.get(path);
        if (page == null) {
            throw new IllegalArgumentException(path);
        }
        return page;
    }

    private static String written(String file) {
        try {
            return Files.readString(WRITTEN.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void call(HttpExchange exchange, String path) throws IOException, InterruptedException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        CountDownLatch open = note(exchange, path, body);
        if (path.contains("/v1/")) {
            open.await();
        }
        act(exchange, path, body);
    }

    private synchronized CountDownLatch note(HttpExchange exchange, String path, JsonNode body) {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        String undo = exchange.getRequestHeaders().getFirst("Feedback-Undo");
        String token = exchange.getRequestHeaders().getFirst("Feedback-Token");
        ledger.add(new Asked(exchange.getRequestMethod(), path, key, undo, token, body));
        return gate;
    }

    private synchronized void act(HttpExchange exchange, String path, JsonNode body) throws IOException {
        if (path.equals("/api/feedback/impressions")) {
            send(exchange, 202, "application/json", "{}");
            return;
        }
        boolean votes = path.equals("/api/feedback/votes");
        Integer failure = votes ? null : failures.poll();
        if (failure != null) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(retryAfter));
            send(exchange, failure, "application/problem+json", "{\"status\":" + failure + ",\"detail\":\"as told\"}");
        } else if (votes) {
            send(
                    exchange,
                    200,
                    "application/json",
                    votesOf(body.get("session_id").asText()));
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            String id = path.substring(path.lastIndexOf('/') + 1);
            this.votes.values().removeIf(vote -> vote.id().equals(id));
            send(exchange, 204, "text/plain", "");
        } else {
            send(exchange, 202, "application/json", give(body));
        }
    }

    private String give(JsonNode body) {
        String id = "aia_fdbk_" + ++ids;
        String target =
                body.get("session_id").asText() + "\n" + body.path("message_id").asText();
        votes.put(target, new Vote(id, body.get("score")));
        return JSON.createObjectNode()
                .put("id", id)
                .put("undo", "undo of " + id)
                .toString();
    }

    private String votesOf(String session) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("votes");
        votes.forEach((target, vote) -> {
            if (target.startsWith(session + "\n")) {
                list.addObject()
                        .put("message_id", target.substring(session.length() + 1))
                        .put("delivery", delivery)
                        .set("score", vote.score());
            }
        });
        return answer.toString();
    }

    private static String type(String path) {
        if (path.endsWith(".js")) {
            return "text/javascript";
        }
        if (path.endsWith(".css")) {
            return "text/css";
        }
        return path.startsWith("/api/") ? "application/json" : "text/html";
    }

    private static void send(HttpExchange exchange, int status, String type, String body) {
        try {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
            if (status != 204) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
