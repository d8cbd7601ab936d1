package io.feedback4j.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.FeedbackService;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.demo.sandbox.Sandbox;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import io.feedback4j.store.FeedbackQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One session's votes on their way: what the library keeps of them, how their destination is doing, and, where the
 * upstream is our own sandbox, how that behaves and what it received. Nothing of any other session.
 */
record BehindTheScenes(FeedbackService service, Optional<Sandbox> sandbox, InstantSource clock) {
    private static final int MAX_VOTES = 100;

    ObjectNode of(Session session) {
        ObjectNode json = Json.object();
        ArrayNode votes = json.putArray("votes");
        List<FeedbackRecord> records = votes(session);
        records.forEach(found -> votes.add(vote(found)));
        ArrayNode exchanges = json.putArray("exchanges");
        sandbox.map(Sandbox::received).orElse(List.of()).stream()
                .filter(exchange -> exchange.sessionId().equals(session.id()))
                .forEach(exchange -> exchanges.add(ExchangeJson.of(exchange)));
        ArrayNode destinations = json.putArray("destinations");
        statuses(session).forEach(status -> destinations.add(destination(status)));
        sandbox.ifPresent(upstream -> {
            json.set("behaviour", BehaviourJson.of(upstream.behaviour()));
            json.put("kept_upstream", upstream.kept(session.id()));
        });
        json.put("waiting", records.stream().anyMatch(BehindTheScenes::isUnderWay));
        return json;
    }

    private List<FeedbackRecord> votes(Session session) {
        return service.list(new FeedbackQuery(
                session.assistantId(),
                session.id(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                MAX_VOTES));
    }

    private List<DestinationStatus> statuses(Session session) {
        List<DestinationStatus> found = service.health().destinations().stream()
                .filter(status -> status.assistantId().equals(session.assistantId()))
                .toList();
        boolean none = found.isEmpty() && !Demo.isForwarding(service);
        // Without an assistant there is nothing that the library could keep a state for.
        return none
                ? List.of(new DestinationStatus(
                        "twilio", session.assistantId(), State.ABSENT, clock.instant(), null, 0, null))
                : found;
    }

    private ObjectNode destination(DestinationStatus status) {
        ObjectNode json = Json.object()
                .put("destination", status.destination())
                .put("state", status.state().word())
                .put("reason", status.reason());
        if (status.nextAt() != null) {
            json.put("next_at", status.nextAt().toString());
            json.put("next_in_ms", millisUntil(status.nextAt()));
        }
        return json;
    }

    /** A span and not a moment: the page's clock need not be ours. */
    private long millisUntil(Instant moment) {
        return Math.max(0, Duration.between(clock.instant(), moment).toMillis());
    }

    private static boolean isUnderWay(FeedbackRecord found) {
        return found.deliveries().stream().anyMatch(delivery -> delivery.state().isWaiting());
    }

    private ObjectNode vote(FeedbackRecord found) {
        Feedback feedback = found.feedback();
        ObjectNode json = Json.object()
                .put("id", feedback.id().value())
                .put("message_id", feedback.target().messageId())
                .put("number", feedback.number())
                .put("score", feedback.opinion().score())
                .put("text", feedback.opinion().text())
                .put("status", feedback.status().word())
                .put("created_at", feedback.createdAt().toString());
        ArrayNode reasons = json.putArray("reasons");
        feedback.opinion().reasons().forEach(reasons::add);
        ArrayNode deliveries = json.putArray("deliveries");
        found.deliveries().forEach(delivery -> deliveries.add(delivery(delivery)));
        return json;
    }

    private ObjectNode delivery(Delivery delivery) {
        ObjectNode json = Json.object()
                .put("destination", delivery.destination())
                .put("state", delivery.state().word())
                .put("attempts", delivery.attempts())
                .put("upstream_id", delivery.upstreamId())
                .put("http_status", delivery.httpStatus())
                .put("problem", delivery.problem());
        if (delivery.nextAt() != null) {
            json.put("next_in_ms", millisUntil(delivery.nextAt()));
        }
        return json;
    }
}
