package io.feedback4j.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** One connection to the destination: reads requests and ends them well or badly. Not thread-safe. */
final class UpstreamConnection implements AutoCloseable {
    private static final Duration BETWEEN_DRIPS = Duration.ofMillis(100);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    UpstreamConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** @return the request line and the body; {@code null} when the other side has ended the connection before the end of it */
    String[] read() throws IOException {
        String line = line();
        if (line == null) {
            return null;
        }
        int length = 0;
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            if (header.substring(0, colon).equalsIgnoreCase("Content-Length")) {
                length = Integer.parseInt(header.substring(colon + 1).strip());
            }
        }
        byte[] body = in.readNBytes(length);
        return body.length < length ? null : new String[] {line, new String(body, UTF_8)};
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    /** @return whether the connection can be used on */
    boolean answer(Reaction reaction, int honestStatus, String honestBody) throws IOException, InterruptedException {
        byte[] bytes = bytes(reaction, honestStatus, honestBody);
        switch (reaction.ending()) {
            case ANSWER -> {
                out.write(bytes);
                return true;
            }
            case DRIP -> {
                drip(bytes);
                return true;
            }
            case CUT -> out.write(Arrays.copyOf(bytes, bytes.length / 2));
            case RESET -> socket.setSoLinger(true, 0);
            case HANG -> untilTheOtherSideEnds();
        }
        return false;
    }

    private void drip(byte[] bytes) throws IOException, InterruptedException {
        for (byte one : bytes) {
            out.write(one);
            Waiting.pause(BETWEEN_DRIPS);
        }
    }

    private void untilTheOtherSideEnds() throws IOException {
        while (in.read() >= 0) {
            // Whatever else it says is ignored.
            continue;
        }
    }

    private static byte[] bytes(Reaction reaction, int honestStatus, String honestBody) {
        byte[] body = (reaction.body() == null ? honestBody : reaction.body()).getBytes(UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(reaction.status() == 0 ? honestStatus : reaction.status())
                .append(" Some Reason\r\nContent-Type: application/json\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        reaction.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
