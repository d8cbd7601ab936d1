package io.feedback4j.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Receives a webhook as its users are told to: checks each signature, and answers as a test wants. */
public final class WebhookReceiver implements AutoCloseable {
    /** What the sender has to sign with. */
    public static final String SECRET = "whsec_" + "RWluIGdlaGVpbWVyIFNjaGx1ZXNzZWwu";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Statuses for the next tries, one each; 204 when there is none. */
    public final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    /** While this is not zero nobody is answered. */
    public volatile CountDownLatch hold = new CountDownLatch(0);

    private final HttpServer server;
    private final ExecutorService executor = Executors.newFixedThreadPool(8);
    private final List<Event> events = new ArrayList<>();

    /** One try that was signed as it has to be. @param id the header, not the record's */
    public record Event(String id, JsonNode body) {}

    /** Starts on a free port of the loopback address. */
    public WebhookReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/in", this::handle);
        server.start();
    }

    /** What {@code feedback.webhook.url} is to be. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in");
    }

    /** Every try so far, oldest first. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** Waits until there were so many tries, for at most 30 seconds, and returns all there were by then. */
    public synchronized List<Event> awaitEvents(int count) throws InterruptedException {
        long end = System.nanoTime() + SECONDS.toNanos(30);
        for (long left = SECONDS.toNanos(30); events.size() < count && left > 0; left = end - System.nanoTime()) {
            NANOSECONDS.timedWait(this, left);
        }
        return events();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String id = header(exchange, "webhook-id");
        String timestamp = header(exchange, "webhook-timestamp");
        try (exchange) {
            if (isGenuine(SECRET, id, timestamp, header(exchange, "webhook-signature"), body)) {
                add(new Event(id, JSON.readTree(body)));
                hold.await();
                Integer status = statuses.poll();
                exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            } else {
                exchange.sendResponseHeaders(401, -1);
            }
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    static boolean isGenuine(String secret, String id, String timestamp, String signatures, byte[] body)
            throws GeneralSecurityException {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
        byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(UTF_8);
        return Arrays.stream(signatures.split(" "))
                .anyMatch(one -> MessageDigest.isEqual(one.getBytes(UTF_8), expected));
    }

    private synchronized void add(Event event) {
        events.add(event);
        notifyAll();
    }

    @Override
    public void close() {
        hold.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
