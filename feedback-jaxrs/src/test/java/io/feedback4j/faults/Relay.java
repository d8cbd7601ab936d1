package io.feedback4j.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes a TCP connection on, until it is cut or slowed down. Thread-safe. */
final class Relay implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cut;

    /** @param target a port of this machine */
    Relay(int target) throws IOException {
        this.target = target;
        start("relay", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Everything takes so much longer, each way. */
    void delay(Duration time) {
        delay = time;
    }

    /** Resets what is open, and takes nothing new. */
    void cut() throws IOException {
        cut = true;
        for (Socket socket : open) {
            reset(socket);
        }
    }

    /** Passes on again, at once. */
    void heal() {
        cut = false;
        delay = Duration.ZERO;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                if (cut) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // Closed, or nothing listens there: then there is no connection.
                continue;
            }
        }
    }

    private void connect(Socket client) throws IOException {
        Socket there;
        try {
            there = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
            reset(client);
            throw e;
        }
        open.add(client);
        open.add(there);
        start("relay-out", () -> pump(client, there));
        start("relay-in", () -> pump(there, client));
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[16 << 10];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                Waiting.pause(delay);
                out.write(buffer, 0, length);
            }
        } catch (IOException | InterruptedException e) {
            // Cut, or one side has gone: so has the other.
            return;
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void reset(Socket socket) throws IOException {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            // Closed meanwhile by the thread that reads from it: there is nothing left to reset.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
