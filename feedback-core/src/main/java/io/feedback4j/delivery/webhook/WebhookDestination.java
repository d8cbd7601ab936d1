package io.feedback4j.delivery.webhook;

import static java.util.Objects.requireNonNull;

import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.delivery.http.Answers;
import io.feedback4j.delivery.http.BodyReader;
import io.feedback4j.delivery.http.Exchange;
import io.feedback4j.model.Feedback;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;

/**
 * A signed webhook as Standard Webhooks 1.0.0 describes it (standard-webhooks/standard-webhooks, {@code
 * spec/standard-webhooks.md}): each feedback is posted as one JSON document, {@code webhook-id} is the feedback's id in
 * every try, {@code webhook-timestamp} the moment of this try.
 *
 * <p>It has no list. A receiver tells a repeat by its id, so that what is uncertain is sent again. Answers are never read
 * for more than their status, and never logged.
 *
 * <p>Thread-safe.
 */
public final class WebhookDestination implements Destination {
    /** This destination's name. */
    public static final String NAME = "webhook";

    private final WebhookOptions options;
    private final InstantSource clock;
    private final Exchange exchange;
    private final Answers answers = new Answers("the receiver", new BodyReader() {});

    /** Connects to nothing yet. @param clock what the receiver compares its own with */
    public WebhookDestination(WebhookOptions options, InstantSource clock) {
        this.options = options;
        this.clock = requireNonNull(clock, "clock");
        this.exchange = new Exchange(options.timeout());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognisesRepeats() {
        return true;
    }

    @Override
    public Outcome send(Feedback feedback) {
        String id = feedback.id().value();
        long timestamp = clock.instant().getEpochSecond();
        byte[] body = CreatedEvent.of(feedback);
        HttpRequest request = HttpRequest.newBuilder(options.url())
                .header("Content-Type", "application/json")
                .header("User-Agent", "feedback4j/" + options.version())
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", options.secrets().sign(id, timestamp, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return answers.to(request, exchange);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
