package io.feedback4j.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Posts bodies over a fixed number of kept-alive loopback connections, one request at a time on each, from one thread.
 * Small on purpose: what it costs is the same for everything it measures. Not thread-safe.
 */
final class LoadGenerator implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final String head;
    private final LongFunction<String> body;
    private long sent;
    private boolean sending;
    private int answered;
    private final List<Long> nanos = new ArrayList<>();

    /** @param body makes the body of the n-th request */
    LoadGenerator(int port, String path, int connections, LongFunction<String> body) throws IOException {
        this.body = body;
        this.head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: ";
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            this.connections.add(connection);
        }
    }

    /** Keeps every connection busy for this long, and waits for the last answers. */
    Result run(Duration duration) throws IOException {
        answered = 0;
        nanos.clear();
        sending = true;
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        for (Connection connection : connections) {
            connection.send();
        }
        int busy = connections.size();
        while (busy > 0) {
            if (selector.select(5_000) == 0) {
                throw new IOException("no answer for 5 s");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                sending = System.nanoTime() < end;
                busy -= ((Connection) key.attachment()).read();
            }
            selector.selectedKeys().clear();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        nanos.sort(null);
        return new Result(answered / seconds, nanos.get(nanos.size() / 2), nanos.get(nanos.size() * 99 / 100));
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    /** What came of a run in which every answer was a 202. */
    record Result(double perSecond, long medianNanos, long p99Nanos) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%,8.0f/s  p50 %5.1f ms  p99 %6.1f ms", perSecond, medianNanos / 1e6, p99Nanos / 1e6);
        }
    }

    private final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        private long sentAt;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            byte[] bytes = body.apply(sent++).getBytes(StandardCharsets.UTF_8);
            ByteBuffer out = ByteBuffer.allocate(head.length() + 16 + bytes.length);
            out.put((head + bytes.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.put(bytes).flip();
            sentAt = System.nanoTime();
            while (out.hasRemaining()) {
                channel.write(out);
            }
        }

        /** @return 1 when this connection has nothing more to do, else 0 */
        int read() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("connection closed by the server");
            }
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int headEnd = text.indexOf("\r\n\r\n");
            if (headEnd < 0) {
                return 0;
            }
            String header = text.substring(0, headEnd).toLowerCase(Locale.ROOT);
            int at = header.indexOf("content-length:");
            if (at < 0) {
                throw new IOException("an answer without Content-Length: " + header);
            }
            int lineEnd = header.indexOf('\r', at);
            int length = Integer.parseInt(header.substring(at + 15, lineEnd < 0 ? header.length() : lineEnd)
                    .strip());
            if (in.position() < headEnd + 4 + length) {
                return 0;
            }
            in.clear();
            answered++;
            nanos.add(System.nanoTime() - sentAt);
            if (!text.startsWith("HTTP/1.1 202")) {
                throw new IOException("not accepted: " + text);
            }
            if (!sending) {
                return 1;
            }
            send();
            return 0;
        }
    }
}
