package io.feedback4j.delivery.webhook;

import static java.util.Objects.requireNonNull;

import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.http.Answers;
import io.feedback4j.delivery.http.BodyReader;
import io.feedback4j.delivery.http.Exchange;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Posts one JSON document, signed as Standard Webhooks 1.0.0 describes it. Connects to nothing, and has no thread, before
 * the first. Thread-safe.
 */
public final class SignedPost implements AutoCloseable {
    private final WebhookOptions options;
    private final InstantSource clock;
    private final Answers answers = new Answers("the receiver", new BodyReader() {});
    private @Nullable Exchange exchange;
    private boolean closed;

    /** @param clock what the receiver compares its own with */
    public SignedPost(WebhookOptions options, InstantSource clock) {
        this.options = requireNonNull(options, "options");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Posts it once. Blocks, at most for the configured time.
     *
     * @param id by which a receiver tells a repeat
     * @param body a JSON document in UTF-8
     */
    public Outcome send(String id, byte[] body) {
        Exchange open = exchange();
        if (open == null) {
            return new Outcome.Unreachable("closed");
        }
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(options.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "feedback4j/" + options.version())
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", options.secrets().sign(id, timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return answers.to(request, open);
    }

    private synchronized @Nullable Exchange exchange() {
        if (exchange == null && !closed) {
            exchange = new Exchange(options.timeout());
        }
        return exchange;
    }

    @Override
    public void close() {
        Exchange open;
        synchronized (this) {
            open = exchange;
            exchange = null;
            closed = true;
        }
        if (open != null) {
            open.close();
        }
    }
}
