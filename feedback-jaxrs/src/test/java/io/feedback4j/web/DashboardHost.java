package io.feedback4j.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The real handler over a real store behind a real port, for a browser. A test may have single paths answered otherwise,
 * so that a page shows what a quiet store never would.
 */
final class DashboardHost implements AutoCloseable {
    private static final String ROOT = "/api/";

    private record Canned(int status, String json) {}

    final TestHost host;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Canned> canned = new ConcurrentHashMap<>();

    DashboardHost(Path folder) throws IOException {
        this(TestHost.start(folder));
    }

    DashboardHost(TestHost host) throws IOException {
        this.host = host;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(workers);
        server.start();
    }

    String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + ROOT;
    }

    String dashboard() {
        return root() + "feedback/dashboard/";
    }

    /** Answers whatever path begins so, below the root, with this and not by the handler. */
    void answerWith(String path, int status, String json) {
        canned.put(path, new Canned(status, json));
    }

    /** From now on everything is answered by the handler. */
    void answerAll() {
        canned.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        host.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            if (!target.startsWith(ROOT)) {
                send(exchange, 404, Map.of("Content-Type", "text/plain"), new byte[] {'?'});
                return;
            }
            String path = exchange.getRequestURI().getPath().substring(ROOT.length());
            Canned instead = canned.get(path);
            if (instead != null) {
                byte[] body = instead.json().getBytes(StandardCharsets.UTF_8);
                send(exchange, instead.status(), Map.of("Content-Type", "application/json"), body);
                return;
            }
            Answer answer = host.send(request(exchange, target.substring(ROOT.length())));
            send(exchange, answer.status(), answer.headers(), answer.body());
        }
    }

    private static TestRequest request(HttpExchange exchange, String target) {
        TestRequest request =
                TestRequest.of(exchange.getRequestMethod(), target).without("Host");
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            header.getValue().forEach(value -> request.header(header.getKey(), value));
        }
        return request.body(exchange.getRequestBody());
    }

    private static void send(HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
            throws IOException {
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        boolean bare =
                status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bare ? -1 : body.length);
        if (!bare) {
            exchange.getResponseBody().write(body);
        }
    }
}
