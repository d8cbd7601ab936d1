package io.feedback4j.demo.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.background.Workers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests and their whole answers, within a time and a size, without redirects. What goes wrong is said in words for
 * the person at the screen.
 *
 * <p>Thread-safe.
 */
final class Exchanges implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int MAX_BODY_BYTES = 4 << 20;
    private static final int THREADS = 2;

    private final Workers workers = new Workers("chat", THREADS, Duration.ofSeconds(1));
    private final HttpClient client = client(workers);
    private final ObjectMapper mapper = new ObjectMapper();

    /** @throws ChatException when there is no complete 2xx with JSON in it */
    JsonNode send(HttpRequest request, Duration timeout) throws ChatException {
        HttpResponse<byte[]> answer = await(client.sendAsync(request, head -> atMost(MAX_BODY_BYTES)), timeout);
        int status = answer.statusCode();
        if (status < 200 || status > 299) {
            throw new ChatException(reason(status));
        }
        try {
            return mapper.readTree(answer.body());
        } catch (IOException notJson) {
            throw new ChatException("Twilio’s answer cannot be understood (" + status + ").");
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 401, 403 -> "Twilio does not accept the configured credentials (" + status + ").";
            case 404, 410 -> "Twilio does not have this assistant, or no assistants any more (" + status + ").";
            case 429 -> "Twilio asks to wait before the next question (429).";
            default -> "Twilio did not answer the question (" + status + ").";
        };
    }

    private static HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, Duration timeout)
            throws ChatException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ChatException("Twilio did not answer within " + timeout.toSeconds() + " seconds.");
        } catch (ExecutionException | CancellationException broken) {
            throw new ChatException("Twilio cannot be reached, or the connection broke.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new ChatException("The demo is stopping.");
        } finally {
            answer.cancel(true);
        }
    }

    /** What is beyond is dropped; what is left is then no JSON. */
    private static BodySubscriber<byte[]> atMost(int maxBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return BodySubscribers.mapping(
                BodySubscribers.ofByteArrayConsumer(next ->
                        next.ifPresent(part -> bytes.write(part, 0, Math.min(part.length, maxBytes - bytes.size())))),
                nothing -> bytes.toByteArray());
    }

    private static HttpClient client(Workers workers) {
        Thread current = Thread.currentThread();
        ClassLoader own = current.getContextClassLoader();
        // The client's thread inherits this; with the application's it would hold it after an undeploy.
        current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .executor(workers)
                    .build();
        } finally {
            current.setContextClassLoader(own);
        }
    }

    /** Before Java 21 the client's own thread cannot be ended: it ends by itself once the client is collected. */
    @Override
    public void close() {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException e) {
            // Java 17 to 20.
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the HTTP client cannot be closed", e);
        }
        workers.close();
    }
}
