package io.feedback4j.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An upstream that refuses every record whose text begins with "poison", with 400, and does not say what became of one
 * whose text begins with "lost", until it is mended. Takes what a webhook is told as well.
 */
final class PickyUpstream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(8);
    private final List<String> taken = new ArrayList<>();
    private volatile boolean mended;

    PickyUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on everything is taken. */
    void mend() {
        mended = true;
    }

    /** The sessions of what was taken, in order. */
    synchronized List<String> taken() {
        return List.copyOf(taken);
    }

    private void handle(HttpExchange exchange) throws IOException {
        boolean post = exchange.getRequestMethod().equals("POST");
        JsonNode body = post ? JSON.readTree(exchange.getRequestBody()) : JSON.createObjectNode();
        JsonNode record = body.has("data") ? body.path("data") : body;
        if (post && !mended && record.path("text").asText().startsWith("poison")) {
            answer(exchange, 400, JSON.createObjectNode().put("code", 20001).put("message", "no"));
        } else if (post && !mended && record.path("text").asText().startsWith("lost")) {
            answer(exchange, 500, JSON.createObjectNode());
        } else if (post) {
            answer(exchange, 201, take(record));
        } else {
            answer(exchange, 200, JSON.createObjectNode().set("feedbacks", JSON.createArrayNode()));
        }
    }

    private synchronized ObjectNode take(JsonNode record) {
        taken.add(record.path("session_id").asText());
        return JSON.createObjectNode().put("id", "aia_fdbk_upstream-" + taken.size());
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
