package io.feedback4j.delivery.http;

import io.feedback4j.background.Workers;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its whole answer within a time: over HTTP/1.1, without redirects, without a repeat.
 *
 * <p>Thread-safe.
 */
public final class Exchange implements AutoCloseable {
    private static final Duration MAX_CONNECT = Duration.ofSeconds(3);
    private static final int THREADS = 2;
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Duration timeout;
    private final Workers workers = new Workers("http", THREADS, GRACE);
    private final Set<CompletableFuture<?>> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable HttpClient client;

    /** @param timeout from connecting to the last byte of the answer */
    public Exchange(Duration timeout) {
        this.timeout = timeout;
        this.client = client(timeout, workers);
    }

    /**
     * Sends it and waits for the answer.
     *
     * @param maxBodyBytes how much of the answer is read
     * @throws TimeoutException when the answer was not complete in time
     * @throws IOException with what the client says, when there was no complete answer
     */
    public HttpResponse<Body> send(HttpRequest request, int maxBodyBytes) throws IOException, TimeoutException {
        HttpClient open = client;
        if (open == null) {
            throw new IOException("closed");
        }
        CompletableFuture<HttpResponse<Body>> answer = open.sendAsync(request, info -> new BoundedBody(maxBodyBytes));
        running.add(answer);
        try {
            return await(answer);
        } finally {
            running.remove(answer);
            answer.cancel(true);
        }
    }

    private HttpResponse<Body> await(CompletableFuture<HttpResponse<Body>> answer)
            throws IOException, TimeoutException {
        boolean interrupted = false;
        long end = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // Somebody else's interrupt does not make it known what the server did.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("the exchange failed", e.getCause());
        } catch (CancellationException e) {
            throw new IOException("closed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Ends what is running and every thread. Before Java 21 the client's own thread cannot be ended: it ends by itself
     * once the client is collected, which nothing here prevents.
     */
    @Override
    public void close() {
        HttpClient closing = client;
        client = null;
        running.forEach(answer -> answer.cancel(true));
        if (closing != null) {
            shutDown(closing);
        }
        workers.close();
    }

    private static void shutDown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException e) {
            // Java 17 to 20.
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the HTTP client cannot be closed", e);
        }
    }

    private static HttpClient client(Duration timeout, Workers workers) {
        Duration half = timeout.dividedBy(2);
        Thread current = Thread.currentThread();
        ClassLoader own = current.getContextClassLoader();
        // The client's thread inherits this; with the application's it would hold it after an undeploy.
        current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(half.compareTo(MAX_CONNECT) < 0 ? half : MAX_CONNECT)
                    .executor(workers)
                    .build();
        } finally {
            current.setContextClassLoader(own);
        }
    }
}
