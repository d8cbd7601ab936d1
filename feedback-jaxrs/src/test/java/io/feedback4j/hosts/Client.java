package io.feedback4j.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Speaks to a host over HTTP/1.1: an upgrade to HTTP/2 is refused badly by some. Not thread-safe. */
public final class Client {
    private final URI root;
    private HttpClient http = newHttpClient();

    /** @param root what paths are below of, without a slash at the end */
    public Client(URI root) {
        this.root = root;
    }

    /** What paths are below of, without a slash at the end. */
    public URI root() {
        return root;
    }

    private static HttpClient newHttpClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** @param headers names and values in turn */
    public Reply send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + "/" + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            Map<String, List<String>> kept = new TreeMap<>(response.headers().map());
            kept.remove("date");
            // When it was made, for what is made anew at each start.
            kept.remove("last-modified");
            // Where it was sent to, which differs from start to start.
            kept.replaceAll((name, values) -> values.stream()
                    .map(value -> value.replace(root.getAuthority(), "host"))
                    .toList());
            return new Reply(response.statusCode(), kept, new String(response.body(), UTF_8));
        } catch (IOException e) {
            throw new AssertionError(method + " " + root + "/" + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } finally {
            if (!body.isEmpty()) {
                // A host that has answered before the body was there closes the connection and tells nobody.
                http = newHttpClient();
            }
        }
    }

    /**
     * What came back.
     *
     * @param headers with names in lower case, but for the dates
     */
    public record Reply(int status, Map<String, List<String>> headers, String body) {

        /** All values of a header, joined; {@code ""} when there is none. */
        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }
}
