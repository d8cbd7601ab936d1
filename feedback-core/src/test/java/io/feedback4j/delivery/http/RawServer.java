package io.feedback4j.delivery.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An upstream on a bare socket, so that it can break in every way. Answers one request on each connection. */
public final class RawServer implements AutoCloseable {

    /** What one connection brought. */
    public record Received(String line, List<String> headers, String body) {
        /** A header's value; {@code ""} when it is not there. */
        public String header(String name) {
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(header -> header.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** How a connection is answered once its request was read. */
    public interface Reply {
        void to(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    public final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;

    public RawServer(Reply... replies) throws IOException {
        this.replies.addAll(List.of(replies));
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    public URI url(String path) {
        return URI.create("http://localhost:" + server.getLocalPort() + path);
    }

    public static Reply answer(int status, String body, String... headers) {
        return (socket, out) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            byte[] bytes = body.getBytes(UTF_8);
            out.write((head + "Content-Length: " + bytes.length + "\r\n\r\n").getBytes(UTF_8));
            out.write(bytes);
        };
    }

    /** Writes this as it is and ends the connection. */
    public static Reply raw(String text) {
        return (socket, out) -> out.write(text.getBytes(ISO_8859_1));
    }

    /** Ends the connection with a reset. */
    public static Reply reset() {
        return (socket, out) -> socket.setSoLinger(true, 0);
    }

    /** Never answers. */
    public Reply hang() {
        return (socket, out) -> closed.await();
    }

    /** Answers one byte at a time, for ever. */
    public Reply drip() {
        return (socket, out) -> {
            out.write("HTTP/1.1 201 Created\r\nContent-Length: 100000\r\n\r\n".getBytes(ISO_8859_1));
            while (!closed.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        };
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> serve(socket), "raw-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (Socket socket = connection) {
            received.add(read(socket.getInputStream()));
            Reply reply = replies.poll();
            OutputStream out = socket.getOutputStream();
            (reply == null ? answer(500, "no reply was scripted") : reply).to(socket, out);
        } catch (IOException e) {
            // The other side went away, as some tests want it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Received read(InputStream in) throws IOException {
        String line = line(in);
        List<String> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        Received head = new Received(line, headers, "");
        String length = head.header("Content-Length");
        byte[] body = length.isEmpty() ? new byte[0] : in.readNBytes(Integer.parseInt(length));
        return new Received(line, headers, new String(body, UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
