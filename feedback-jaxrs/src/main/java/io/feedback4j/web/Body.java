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
import org.jspecify.annotations.Nullable;

/** Takes the text out of a request's body, whatever it means: first its headers are judged, then its bytes. */
final class Body {
    /** How many bytes of a body are read. */
    static final int MAX_BYTES = 64 * 1024;

    private Body() {}

    /**
     * The whole body, in UTF-8.
     *
     * @throws ProblemException when it is compressed, too large, did not come in whole, or is not UTF-8
     */
    static String text(Request request) {
        checkEncoding(request.headers("Content-Encoding"));
        checkLength(request.header("Content-Length"));
        return text(bytes(request));
    }

    /** Whether there is one header of a type and it says this one, in UTF-8 where it says in what. */
    static boolean isOfType(Request request, String wanted) {
        List<String> types = request.headers("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        String[] parts = types.get(0).toLowerCase(Locale.ROOT).split(";");
        if (parts.length == 0 || !parts[0].strip().equals(wanted)) {
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

    /** @throws ProblemException when it is too large or did not come in whole */
    static byte[] bytes(Request request) {
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
