package io.feedback4j.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A destination that does what it is told: it answers honestly, fails, lies, hangs or resets, and remembers every request
 * it ever got and every record it ever stored. Written on plain sockets. Thread-safe.
 */
final class Upstream implements AutoCloseable {
    static final String PATH = "/v1/Assistants/" + FaultHost.ASSISTANT + "/Feedbacks";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    private final RecordShelf shelf = new RecordShelf();
    private final List<Call> calls = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile Function<Call, Reaction> behaviour = call -> Reaction.honest();

    Upstream() throws IOException {
        Thread acceptor = new Thread(this::accept, "upstream");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    RecordShelf shelf() {
        return shelf;
    }

    /** What it does from now on. */
    void behave(Function<Call, Reaction> how) {
        behaviour = how;
    }

    /** From now on every record is taken, and the list is read as usual. */
    void behaveOnCreates(Function<Call, Reaction> how) {
        behaviour = call -> call.isCreate() ? how.apply(call) : Reaction.honest();
    }

    /** It takes everything again and says so. */
    void heal() {
        behave(call -> Reaction.honest());
    }

    /** Every request, in the order they came. */
    List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Every request that came after so many others. */
    List<Call> callsFrom(int number) {
        return calls().stream().filter(call -> call.number() >= number).toList();
    }

    /** How long the longest exchange took, as seen from here, to its end or to that of its connection. */
    Duration longestExchange() {
        return Duration.ofNanos(longestNanos.get());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "upstream-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (UpstreamConnection connection = new UpstreamConnection(socket)) {
            for (String[] request = connection.read(); request != null; request = connection.read()) {
                Call call = note(request);
                Reaction reaction = behaviour.apply(call);
                Waiting.pause(reaction.before());
                String honest = honest(call, reaction);
                Waiting.pause(reaction.after());
                try {
                    if (!connection.answer(reaction, call.isCreate() ? 201 : 200, honest)) {
                        return;
                    }
                } finally {
                    longestNanos.accumulateAndGet(System.nanoTime() - call.nanos(), Math::max);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The other side went away.
            return;
        } finally {
            open.remove(socket);
        }
    }

    private String honest(Call call, Reaction reaction) throws IOException {
        if (call.isCreate()) {
            JsonNode record = reaction.stores() ? shelf.store(call.record()) : call.record();
            return JSON.writeValueAsString(record);
        }
        return JSON.writeValueAsString(shelf.page(call.query(), root() + PATH));
    }

    private Call note(String[] request) throws IOException {
        String[] line = request[0].split(" ");
        int question = line[1].indexOf('?');
        String path = question < 0 ? line[1] : line[1].substring(0, question);
        String query = question < 0 ? "" : line[1].substring(question + 1);
        JsonNode record = line[0].equals("POST") ? JSON.readTree(request[1]) : null;
        synchronized (calls) {
            Call call = new Call(calls.size(), System.nanoTime(), line[0], path, query, record);
            calls.add(call);
            return call;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
