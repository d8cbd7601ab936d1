package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is due, in memory first and then in the store, and claims it. Whoever found it, the claim in the store
 * decides. Not thread-safe.
 */
final class Claims {
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final ListedDestination destination;
    private final DeliveryPorts ports;
    private final DeliveryOptions options;
    private final Fingerprints fingerprints;
    private final Healths healths;
    private final SetAside setAside;
    private long sweptAtNanos;
    private boolean sweepNow = true;

    Claims(
            ListedDestination destination,
            DeliveryPorts ports,
            DeliveryOptions options,
            Fingerprints fingerprints,
            Healths healths,
            SetAside setAside) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.fingerprints = fingerprints;
        this.healths = healths;
        this.setAside = setAside;
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
        List<Sending> claimed = claim(wanted, probes);
        // What memory holds may all be outdated, as where somebody changes his mind very often: that must not cost a
        // round.
        while (claimed.isEmpty() && wanted.size() >= capacity && capacity > 0) {
            wanted.clear();
            addFromMemory(wanted, capacity);
            claimed = claim(wanted, probes);
        }
        return claimed;
    }

    private void addProbes(Map<FeedbackId, Feedback> wanted, Set<FeedbackId> probes, Instant now) {
        for (String assistant : healths.assistants()) {
            DestinationHealth health = healths.of(assistant);
            if (health != null && health.mayProbe(now)) {
                List<Feedback> due = due(List.of(assistant), now, 1);
                if (due.isEmpty()) {
                    health.nothingToProbeWith(now);
                }
                for (Feedback feedback : due) {
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
                if (healths.isOpen(feedback.target().assistantId()) && !setAside.holds(feedback.id())) {
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
        List<Feedback> due = due(open, now.minus(options.sweepDelay()), room);
        sweptAtNanos = ports.nanoTime().getAsLong();
        sweepNow = due.size() >= room;
        due.forEach(feedback -> wanted.putIfAbsent(feedback.id(), feedback));
    }

    /** Asks for as many more as are set aside, which are the oldest and would hide the others. */
    private List<Feedback> due(List<String> assistants, Instant now, int limit) {
        Instant uncertainSince = now.minus(options.holdsUpFor());
        return store().due(destination.name(), assistants, now, uncertainSince, limit + setAside.current()).stream()
                .filter(feedback -> !setAside.holds(feedback.id()))
                .limit(limit)
                .toList();
    }

    private boolean isSweepDue() {
        return sweepNow || ports.nanoTime().getAsLong() - sweptAtNanos >= SWEEP_INTERVAL.toNanos();
    }

    private List<Sending> claim(Map<FeedbackId, Feedback> wanted, Set<FeedbackId> probes) {
        List<ClaimRequest> requests = requests(wanted.values());
        if (requests.isEmpty()) {
            return List.of();
        }
        // The time is taken before the claim: waiting for the store is part of the lease.
        long startBefore = ports.nanoTime().getAsLong() + options.startWithin().toNanos();
        // What was committed since the round began and has no window is due by now, and not yet when the round began.
        Instant now = ports.clock().instant();
        List<Sending> claimed = new ArrayList<>();
        Instant uncertainSince = now.minus(options.holdsUpFor());
        Instant leaseUntil = now.plus(options.lease());
        for (Claim claim :
                store().claim(destination.name(), requests, options.owner(), now, uncertainSince, leaseUntil)) {
            Feedback feedback = wanted.get(claim.id());
            if (feedback != null) {
                claimed.add(new Sending(feedback, claim, startBefore, probes.contains(claim.id())));
            }
        }
        return claimed;
    }

    private List<ClaimRequest> requests(Collection<Feedback> wanted) {
        List<ClaimRequest> requests = new ArrayList<>();
        for (Feedback feedback : wanted) {
            String content = fingerprint(feedback);
            if (content != null) {
                requests.add(new ClaimRequest(feedback.id(), fingerprints.hash(content)));
            }
        }
        return requests;
    }

    /** {@code null} when no record can be made of it, which is its own trouble and not that of the others. */
    private @Nullable String fingerprint(Feedback feedback) {
        try {
            String content = destination.fingerprint(feedback);
            setAside.remove(feedback.id());
            return content;
        } catch (RuntimeException | StackOverflowError e) {
            setAside.add(feedback.id(), e);
            return null;
        }
    }

    private DeliveryStore store() {
        return ports.store();
    }
}
