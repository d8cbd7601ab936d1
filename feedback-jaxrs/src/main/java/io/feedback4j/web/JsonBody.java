package io.feedback4j.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the JSON object out of a request: first its headers are judged, then its bytes, then its text. */
final class JsonBody {
    /** How many bytes of a body are read. */
    static final int MAX_BYTES = 64 * 1024;

    private JsonBody() {}

    /**
     * @param known see {@link StrictJson#object}
     * @throws ProblemException when the body is of another type, too large or not one JSON object
     */
    static Map<String, Object> read(Request request, Set<String> known) {
        checkType(request.headers("Content-Type"));
        checkEncoding(request.headers("Content-Encoding"));
        checkLength(request.header("Content-Length"));
        return StrictJson.object(text(bytes(request)), known);
    }

    /** The same, or nothing where there is neither a body nor a type of one. */
    static Map<String, Object> readIfAny(Request request, Set<String> known) {
        if (request.headers("Content-Type").isEmpty() && bytes(request).length == 0) {
            return Map.of();
        }
        return read(request, known);
    }

    private static void checkType(List<String> types) {
        if (types.size() != 1 || !isJson(types.get(0))) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED_TYPE, "Send the body with Content-Type: application/json, in UTF-8.");
        }
    }

    private static boolean isJson(String type) {
        String[] parts = type.toLowerCase(Locale.ROOT).split(";");
        if (parts.length == 0 || !parts[0].strip().equals("application/json")) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset") && !parameter.equals("charset=utf-8")) {
                return false;
            }
        }
        return true;
    }

    private static void checkEncoding(List<String> encodings) {
        for (String encoding : encodings) {
            if (!encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
                throw new ProblemException(
                        ProblemKind.UNSUPPORTED_ENCODING, "Send the body as it is, without Content-Encoding.");
            }
        }
    }

    private static void checkLength(@Nullable String length) {
        // Only a hint, so that a large body need not come in at all; what counts is counted while reading.
        if (length != null && length.matches("\\d{6,}")) {
            throw tooLarge();
        }
    }

    /** Whether the host interrupted this thread, which says nothing of what the client sent. */
    private static boolean isInterrupt(Throwable failure) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean interrupted = cause instanceof InterruptedException
                    || cause instanceof InterruptedIOException
                    || cause instanceof ClosedByInterruptException;
            if (interrupted && !(cause instanceof SocketTimeoutException)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(Request request) {
        byte[] bytes;
        try (InputStream body = request.body()) {
            bytes = body.readNBytes(MAX_BYTES + 1);
        } catch (IOException | RuntimeException e) {
            if (isInterrupt(e)) {
                throw new ProblemException(Problem.of(ProblemKind.BUSY, "Reading was interrupted. Nothing was kept.")
                        .retryAfter(Duration.ofSeconds(1)));
            }
            // Containers throw types of their own for a broken transfer; none of them is a fault of ours.
            throw new ProblemException(ProblemKind.MALFORMED, "The body did not come in whole.");
        }
        if (bytes.length > MAX_BYTES) {
            throw tooLarge();
        }
        return bytes;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemKind.MALFORMED, "The body is not valid UTF-8.");
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemKind.BODY_TOO_LARGE, "The body must have at most " + MAX_BYTES + " bytes.");
    }
}
