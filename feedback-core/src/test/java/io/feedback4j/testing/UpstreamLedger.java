package io.feedback4j.testing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A destination that outlives the host and remembers everything it was ever sent, in order. */
public final class UpstreamLedger implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(8);
    private final List<ObjectNode> records = new ArrayList<>();

    /** Starts on a free port of the loopback address. */
    public UpstreamLedger() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/v1/Assistants/aia_asst_1/Feedbacks", this::handle);
        server.start();
    }

    /** What {@code feedback.twilio.base-url} is to be. */
    public URI root() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Everything sent so far, oldest first. */
    public synchronized List<JsonNode> records() {
        return List.copyOf(records);
    }

    /** Waits until so many records have come, for at most 30 seconds, and returns all there are by then. */
    public synchronized List<JsonNode> awaitRecords(int count) throws InterruptedException {
        long end = System.nanoTime() + SECONDS.toNanos(30);
        for (long left = SECONDS.toNanos(30); records.size() < count && left > 0; left = end - System.nanoTime()) {
            NANOSECONDS.timedWait(this, left);
        }
        return records();
    }

    /** Somebody else gave this there, at this moment. @return its id */
    public synchronized String has(String session, String message, double score, String text, Instant createdAt) {
        ObjectNode record = JSON.createObjectNode();
        String id = "aia_fdbk_upstream-" + records.size();
        record.put("id", id);
        record.put("session_id", session).put("message_id", message).put("score", score);
        record.put("text", text).put("date_created", createdAt.toString());
        records.add(record);
        return id;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode answer = exchange.getRequestMethod().equals("POST") ? create(exchange) : list(exchange);
        byte[] bytes = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(exchange.getRequestMethod().equals("POST") ? 201 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonNode create(HttpExchange exchange) throws IOException {
        ObjectNode record = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        synchronized (this) {
            record.put("id", "aia_fdbk_upstream-" + records.size());
            record.put("date_created", Instant.now().toString());
            records.add(record);
            notifyAll();
        }
        return record;
    }

    /** Newest first; {@code PageToken} is how many to leave out. */
    private synchronized JsonNode list(HttpExchange exchange) {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int from = query.contains("PageToken=") ? Integer.parseInt(query.replaceAll(".*PageToken=(\\d+).*", "$1")) : 0;
        int to = Math.min(from + 1000, records.size());
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("feedbacks");
        for (int i = from; i < to; i++) {
            items.add(records.get(records.size() - 1 - i));
        }
        ObjectNode meta = answer.putObject("meta").put("key", "feedbacks");
        if (to < records.size()) {
            meta.put("next_page_url", root() + "/v1/Assistants/aia_asst_1/Feedbacks?PageSize=1000&PageToken=" + to);
        } else {
            meta.putNull("next_page_url");
        }
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
