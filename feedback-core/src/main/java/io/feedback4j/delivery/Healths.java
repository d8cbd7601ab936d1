package io.feedback4j.delivery;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one destination is doing for each assistant, as this node finds it: loaded at the start, saved when it changes (of
 * several nodes the last one is seen in the store), logged once for each change of state. One thread changes it; {@link #statuses} may be asked by any.
 */
final class Healths {
    private static final Logger LOG = LoggerFactory.getLogger(Healths.class);

    private final String destination;
    private final Map<String, DestinationHealth> byAssistant = new LinkedHashMap<>();
    private final Map<String, DestinationStatus> saved = new HashMap<>();
    private final SharedPause sharedPause;
    private volatile List<DestinationStatus> published;

    Healths(String destination, Collection<String> assistants, Backoff backoff, Instant now, LongSupplier nanoTime) {
        this.destination = destination;
        this.sharedPause = new SharedPause(destination, nanoTime);
        for (String assistant : assistants) {
            byAssistant.put(assistant, new DestinationHealth(open(assistant, now), backoff));
        }
        this.published = now();
    }

    /** Goes on where it was when last saved. */
    void load(DeliveryStore store, Backoff backoff, Instant now) {
        for (DestinationStatus status : store.destinations()) {
            boolean ours = status.destination().equals(destination) && byAssistant.containsKey(status.assistantId());
            if (ours && status.state() != State.ABSENT) {
                saved.put(status.assistantId(), status);
                DestinationHealth health = new DestinationHealth(status, backoff);
                health.restarted(now);
                byAssistant.put(status.assistantId(), health);
            }
        }
        published = now();
    }

    /** Is silent for as long as another node was asked to be. */
    void learn(DeliveryStore store, Instant now) {
        Instant until = sharedPause.learn(store);
        if (until != null && until.isAfter(now)) {
            byAssistant.values().forEach(health -> health.pause(Duration.between(now, until), now));
        }
    }

    Collection<String> assistants() {
        return byAssistant.keySet();
    }

    /** For this assistant; {@code null} when it is none of ours. */
    @Nullable
    DestinationHealth of(String assistantId) {
        return byAssistant.get(assistantId);
    }

    boolean isOpen(String assistantId) {
        DestinationHealth health = of(assistantId);
        return health != null && health.isOpen();
    }

    List<String> open() {
        return byAssistant.keySet().stream().filter(this::isOpen).toList();
    }

    /** @return whether a refusal is to be blamed on the destination and not on this record */
    boolean answered(Sending sending, Outcome outcome, Instant now) {
        DestinationHealth health = of(sending.assistantId());
        if (health == null) {
            return false;
        }
        boolean blamed = health.answered(outcome, sending.claim().id(), sending.probe(), now);
        heard(outcome, now);
        return blamed;
    }

    /**
     * Takes in what the attempt to read the list said. Only what would hold for sending just as well counts: a service
     * may lack a list, or refuse to show it, and still take what it is sent.
     */
    void listed(String assistantId, Outcome outcome, Instant now) {
        DestinationHealth health = of(assistantId);
        boolean holdsForSending = outcome instanceof Outcome.Unreachable
                || outcome instanceof Outcome.Misconfigured refused && refused.httpStatus() == 401;
        if (health != null && health.isOpen() && holdsForSending) {
            health.judge(outcome, now);
        }
        heard(outcome, now);
    }

    /** What was refused and is to be sent again after all. */
    List<FeedbackId> takeReopened() {
        return byAssistant.values().stream()
                .flatMap(health -> health.takeReopened().stream())
                .toList();
    }

    /** Logs and saves what has changed since the last call. */
    void save(DeliveryStore store, Instant now) {
        sharedPause.save(store, now);
        published = now();
        for (DestinationStatus status : published) {
            DestinationStatus before = saved.get(status.assistantId());
            if (!status.equals(before)) {
                store.save(status);
                saved.put(status.assistantId(), status);
                log(before, status);
            }
        }
    }

    /** As last saved. May be asked by any thread. */
    List<DestinationStatus> statuses() {
        return published;
    }

    /** As they are now. */
    List<DestinationStatus> now() {
        return byAssistant.values().stream().map(DestinationHealth::status).toList();
    }

    private void heard(Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Throttled throttled) {
            Duration pause = DestinationHealth.pause(throttled.retryAfter());
            byAssistant.values().forEach(health -> health.pause(pause, now));
            sharedPause.heard(now.plus(pause));
        }
    }

    private DestinationStatus open(String assistant, Instant now) {
        return new DestinationStatus(destination, assistant, State.OPEN, now, null, 0, null);
    }

    private static void log(@Nullable DestinationStatus before, DestinationStatus status) {
        State was = before == null ? State.OPEN : before.state();
        if (was == status.state()) {
            return;
        }
        if (status.state() == State.OPEN) {
            LOG.info("Destination {} is open again for {}", status.destination(), status.assistantId());
        } else {
            LOG.warn(
                    "Destination {} is {} for {}: {}. Feedback is kept and waits.",
                    status.destination(),
                    status.state().word(),
                    status.assistantId(),
                    status.reason());
        }
    }
}
