package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is due, in memory first and then in the store, and claims it. Whoever found it, the claim in the store
 * decides. Not thread-safe.
 */
final class Claims {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final Destination destination;
    private final DeliveryPorts ports;
    private final DeliveryOptions options;
    private final Fingerprints fingerprints;
    private final Healths healths;
    private long sweptAtNanos;
    private boolean sweepNow = true;

    Claims(
            Destination destination,
            DeliveryPorts ports,
            DeliveryOptions options,
            Fingerprints fingerprints,
            Healths healths) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.fingerprints = fingerprints;
        this.healths = healths;
    }

    /** @param capacity how many at the most, probes not counted */
    List<Sending> take(int capacity, Instant now) {
        Map<FeedbackId, Feedback> wanted = new LinkedHashMap<>();
        Set<FeedbackId> probes = new HashSet<>();
        addProbes(wanted, probes, now);
        if (capacity > 0) {
            addFromMemory(wanted, capacity);
            addFromStore(wanted, capacity, now);
        }
        return wanted.isEmpty() ? List.of() : claim(wanted, probes, now);
    }

    private void addProbes(Map<FeedbackId, Feedback> wanted, Set<FeedbackId> probes, Instant now) {
        for (String assistant : healths.assistants()) {
            DestinationHealth health = healths.of(assistant);
            if (health != null && health.mayProbe(now)) {
                for (Feedback feedback : store().due(destination.name(), List.of(assistant), now, 1)) {
                    wanted.put(feedback.id(), feedback);
                    probes.add(feedback.id());
                }
            }
        }
    }

    private void addFromMemory(Map<FeedbackId, Feedback> wanted, int capacity) {
        while (wanted.size() < capacity) {
            List<Feedback> due = ports.due().take(capacity - wanted.size());
            if (due.isEmpty()) {
                return;
            }
            for (Feedback feedback : due) {
                // What may not be sent now is left to the sweep.
                if (healths.isOpen(feedback.target().assistantId())) {
                    wanted.put(feedback.id(), feedback);
                }
            }
        }
    }

    private void addFromStore(Map<FeedbackId, Feedback> wanted, int capacity, Instant now) {
        List<String> open = healths.open();
        int room = capacity - wanted.size();
        if (room <= 0 || open.isEmpty() || !isSweepDue()) {
            return;
        }
        List<Feedback> due = store().due(destination.name(), open, now.minus(options.sweepDelay()), room);
        sweptAtNanos = ports.nanoTime().getAsLong();
        sweepNow = due.size() >= room;
        due.forEach(feedback -> wanted.putIfAbsent(feedback.id(), feedback));
    }

    private boolean isSweepDue() {
        return sweepNow || ports.nanoTime().getAsLong() - sweptAtNanos >= SWEEP_INTERVAL.toNanos();
    }

    private List<Sending> claim(Map<FeedbackId, Feedback> wanted, Set<FeedbackId> probes, Instant now) {
        // The time is taken before the claim: waiting for the store is part of the lease.
        long startBefore = ports.nanoTime().getAsLong() + options.startWithin().toNanos();
        List<ClaimRequest> requests = new ArrayList<>();
        for (Feedback feedback : wanted.values()) {
            String fingerprint = fingerprints.hash(destination.fingerprint(feedback));
            requests.add(new ClaimRequest(feedback.id(), fingerprint));
        }
        List<Sending> claimed = new ArrayList<>();
        Instant leaseUntil = now.plus(options.lease());
        for (Claim claim : store().claim(destination.name(), requests, options.owner(), now, leaseUntil)) {
            Feedback feedback = wanted.get(claim.id());
            if (feedback != null) {
                claimed.add(new Sending(feedback, claim, startBefore, probes.contains(claim.id())));
            }
        }
        return claimed;
    }

    private DeliveryStore store() {
        return ports.store();
    }
}
