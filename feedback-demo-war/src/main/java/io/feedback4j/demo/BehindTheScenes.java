package io.feedback4j.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.FeedbackService;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.demo.sandbox.Sandbox;
import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.FeedbackQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One session's votes on their way: what the library keeps of them, and, where the upstream is our own sandbox, what
 * that received. Nothing of any other session.
 */
record BehindTheScenes(FeedbackService service, Optional<Sandbox> sandbox, InstantSource clock) {
    private static final int MAX_VOTES = 100;

    ObjectNode of(Session session) {
        ObjectNode json = Json.object();
        ArrayNode votes = json.putArray("votes");
        votes(session).forEach(found -> votes.add(vote(found)));
        ArrayNode exchanges = json.putArray("exchanges");
        sandbox.map(Sandbox::received).orElse(List.of()).stream()
                .filter(exchange -> exchange.sessionId().equals(session.id()))
                .forEach(exchange -> exchanges.add(ExchangeJson.of(exchange)));
        json.put("waiting", votes(session).stream().anyMatch(BehindTheScenes::isUnderWay));
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
            // A span and not a moment: the page's clock need not be ours.
            Duration left = Duration.between(clock.instant(), delivery.nextAt());
            json.put("next_in_ms", Math.max(0, left.toMillis()));
        }
        return json;
    }
}
