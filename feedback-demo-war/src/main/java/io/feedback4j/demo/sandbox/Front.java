package io.feedback4j.demo.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands at the door: reads a request, treats it as the switch says, and writes it all down.
 *
 * <p>Thread-safe.
 */
final class Front implements HttpHandler {
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_HANGING = 32;

    private final Api api;
    private final BehaviourSwitch behaviours;
    private final Journal journal;
    private final Deque<HttpExchange> hanging = new ArrayDeque<>();

    Front(Api api, BehaviourSwitch behaviours, Journal journal) {
        this.api = api;
        this.behaviours = behaviours;
        this.journal = journal;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readNBytes(MAX_BODY_BYTES));
        long number = journal.received(call);
        Behaviour behaviour = behaviours.next();
        switch (behaviour.kind()) {
            case NORMAL -> send(exchange, number, api.answer(call), "");
            case SLOW -> sendLate(exchange, number, call, behaviour);
            case RATE_LIMITED ->
                send(exchange, number, Reply.rateLimited(behaviour.delay().toSeconds()), "");
            case ERROR -> send(exchange, number, Reply.serverError(), "");
            case ERROR_AFTER_STORING -> failLate(exchange, number, api.answer(call));
            case GONE -> send(exchange, number, Reply.notFound(call.path()), "");
            case CUT -> cut(exchange, number, api.answer(call));
            case HANG -> hang(exchange, number);
        }
    }

    private void sendLate(HttpExchange exchange, long number, Call call, Behaviour behaviour) throws IOException {
        journal.change(number, entry -> entry.remarked("answering slowly"));
        try {
            behaviours.waitOut(behaviour);
            send(exchange, number, api.answer(call), "answered late");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void send(HttpExchange exchange, long number, Reply reply, String remark) throws IOException {
        byte[] body = reply.body().toString().getBytes(UTF_8);
        Map<String, String> headers = new TreeMap<>(reply.headers());
        headers.put("Content-Type", "application/json");
        // Written down first: who has the answer finds it in the journal.
        journal.change(number, entry -> entry.answered(reply.status(), headers, new String(body, UTF_8), remark));
        headers.forEach(exchange.getResponseHeaders()::set);
        try (exchange) {
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void failLate(HttpExchange exchange, long number, Reply unsent) throws IOException {
        send(exchange, number, Reply.serverError(), unsent.status() == 201 ? "stored, then answered 500" : "");
    }

    private void cut(HttpExchange exchange, long number, Reply unsent) {
        String did = unsent.status() == 201 ? "stored, then closed" : "closed";
        journal.change(number, entry -> entry.remarked(did + " the connection without an answer"));
        exchange.close();
    }

    private void hang(HttpExchange exchange, long number) {
        journal.change(number, entry -> entry.remarked("left without an answer"));
        HttpExchange tooMany = null;
        synchronized (hanging) {
            hanging.add(exchange);
            if (hanging.size() > MAX_HANGING) {
                tooMany = hanging.poll();
            }
        }
        if (tooMany != null) {
            tooMany.close();
        }
    }

    /** Closes what was left hanging. */
    void release() {
        Deque<HttpExchange> all;
        synchronized (hanging) {
            all = new ArrayDeque<>(hanging);
            hanging.clear();
        }
        all.forEach(HttpExchange::close);
    }
}
