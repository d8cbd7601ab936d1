package io.feedback4j.delivery;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of delivery: writes down what has been answered, claims what is due and hands it to the senders. Returns how
 * long to pause.
 *
 * <p>A claim is committed before its request is sent, and no transaction is open during a request. While the store is
 * down nothing is claimed and nothing new is sent; what was answered is kept until it can be written down.
 *
 * <p>Knows no thread and no clock but those it is given. One loop runs it; {@link #finish} may come from another thread.
 */
final class DeliveryRound implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRound.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LAST_BACKOFF = Duration.ofMinutes(15);

    private final String destination;
    private final UncertaintyPolicy policy;
    private final DeliveryPorts ports;
    private final Backoff backoff;
    private final Healths healths;
    private final Senders senders;
    private final ListLag lag;
    private final LookUps lookUps;
    private final Claims claims;
    private final Results results;
    private final ConcurrencyLimit limit;
    private final ClaimAhead claimAhead = new ClaimAhead();
    private final boolean soleOwner;
    private final Unrecorded unrecorded;
    private final List<FeedbackId> reopened = new ArrayList<>();
    private final SetAside setAside;
    private final Unresolved unresolved;
    private final StoreUpkeep upkeep;
    private final Pulse pulse;
    private final Turns turns = new Turns();
    private boolean storeDown;
    private volatile boolean finished;
    private long expectedNanos;

    DeliveryRound(Destination any, DeliveryPorts ports, DeliveryOptions wanted, Crew crew) {
        ListedDestination destination = UnlistedDestination.listed(any);
        DeliveryOptions options = wanted.uncertainty(UnlistedDestination.policy(any, wanted.uncertainty()));
        this.destination = destination.name();
        this.policy = options.uncertainty();
        this.ports = ports;
        this.backoff = new Backoff(FIRST_BACKOFF, LAST_BACKOFF, crew.random());
        Fingerprints fingerprints = new Fingerprints(ports.secret(), destination.name());
        this.lag = new ListLag(options.grace(), ports.clock(), ports.nanoTime());
        Reconciliation reconciliation =
                new Reconciliation(destination, ports.store(), fingerprints, options, ports.clock(), lag);
        this.healths = new Healths(
                destination.name(), options.assistants(), backoff, ports.clock().instant(), ports.nanoTime());
        this.senders = new Senders(destination, crew.senders(), ports.nanoTime(), crew.wake());
        this.lookUps = new LookUps(destination, ports, options, reconciliation, lag, crew.readers(), crew.wake());
        this.unrecorded = new Unrecorded(ports.nanoTime());
        this.setAside = new SetAside(ports.nanoTime());
        this.unresolved = new Unresolved(destination.name(), ports.store(), options.holdsUpFor(), ports.nanoTime());
        this.upkeep = new StoreUpkeep(destination.name(), ports.store(), options, ports.nanoTime());
        this.pulse = new Pulse(ports.clock(), ports.nanoTime());
        this.claims = new Claims(destination, ports, options, fingerprints, healths, setAside);
        this.results = new Results(options.uncertainty(), options.grace(), backoff, any instanceof ListedDestination);
        this.limit = new ConcurrencyLimit(options.concurrency());
        this.soleOwner = options.soleOwner();
        this.expectedNanos = nanos();
    }

    @Override
    public Duration get() {
        return turns.take(() -> {
            Duration pause = pulse.of(
                    () -> finished ? IDLE : roundWhileStoreIsUp(ports.clock().instant()));
            expectedNanos = nanos() + pause.toNanos();
            return pause;
        });
    }

    private Duration roundWhileStoreIsUp(Instant now) {
        try {
            Duration pause = round(now);
            if (storeDown) {
                LOG.info("The store can be used again to deliver to {}", destination);
            }
            storeDown = false;
            return pause;
        } catch (StoreException e) {
            if (!storeDown) {
                LOG.warn("Nothing is delivered to {} while the store is down: {}", destination, e.getMessage());
            }
            storeDown = true;
            senders.hold();
            return IDLE;
        }
    }

    private Duration round(Instant now) {
        collect(senders.takeFinished(), now);
        giveBackAfterStall(now);
        if (!storeDown) {
            // What is claimed already goes out before the commit below is waited for.
            send(now);
        }
        if (!upkeep.isOpen()) {
            healths.load(store(), backoff, now);
            upkeep.open(now);
        }
        writeDown(now);
        if (!soleOwner) {
            healths.learn(store(), now);
        }
        upkeep.run(now);
        boolean claimed = claim(now);
        send(now);
        unrecorded.addAll(lookUps.start(healths, now));
        unresolved.count(healths.assistants(), now);
        return pause(claimed, now);
    }

    private void collect(List<Finished> ended, Instant now) {
        claimAhead.ended(ended.size());
        for (Finished one : ended) {
            Outcome outcome = one.outcome();
            if (outcome == null) {
                giveBack(one.sending(), now);
            } else {
                answered(one, outcome, now);
            }
        }
        unrecorded.addAll(lookUps.takeResults(healths, now));
        reopened.addAll(healths.takeReopened());
    }

    private void answered(Finished one, Outcome outcome, Instant now) {
        if (outcome instanceof Outcome.Delivered) {
            limit.succeeded();
        } else if (outcome instanceof Outcome.Throttled) {
            limit.throttled(one.startedNanos(), nanos());
        }
        if (outcome instanceof Outcome.Delivered delivered && delivered.upstreamId() != null) {
            lag.confirmed(one.sending().assistantId(), delivered.upstreamId());
        }
        boolean blamed = healths.answered(one.sending(), outcome, now);
        unrecorded.add(results.of(one.sending(), outcome, blamed, now));
    }

    private void giveBackAfterStall(Instant now) {
        if (nanos() - expectedNanos > STALL.toNanos() && senders.waiting() > 0) {
            LOG.warn("Delivery to {} stood still; what was claimed is given back", destination);
            giveBackAll(now);
        }
    }

    private void send(Instant now) {
        senders.takeBack(one -> !one.probe() && !healths.isOpen(one.assistantId()))
                .forEach(one -> giveBack(one, now));
        senders.start(limit.get());
    }

    private void writeDown(Instant now) {
        unrecorded.writeDown(store(), now);
        lookUps.keepSurplus(now);
        if (!reopened.isEmpty()) {
            store().reopen(destination, List.copyOf(reopened), now);
            reopened.clear();
        }
        healths.save(store(), now);
    }

    /** @return whether there may be more to claim at once */
    private boolean claim(Instant now) {
        List<Sending> claimed = claims.take(room(), now);
        for (Sending one : claimed) {
            DestinationHealth health = healths.of(one.assistantId());
            if (one.probe() && health != null) {
                health.probing();
                senders.addFirst(one);
            } else {
                senders.add(one);
            }
        }
        return !claimed.isEmpty() && room() > 0;
    }

    private int room() {
        return claimAhead.room(limit.get(), senders.running().size(), senders.waiting());
    }

    private Duration pause(boolean more, Instant now) {
        if (more || !unrecorded.isEmpty()) {
            return Duration.ZERO;
        }
        Duration pause = IDLE;
        for (DestinationStatus status : healths.now()) {
            Instant nextAt = status.nextAt();
            if (nextAt != null && nextAt.isAfter(now) && nextAt.isBefore(now.plus(pause))) {
                pause = Duration.between(now, nextAt);
            }
        }
        return pause;
    }

    private void giveBack(Sending sending, Instant now) {
        DestinationHealth health = healths.of(sending.assistantId());
        if (sending.probe() && health != null) {
            health.probeNotSent();
        }
        unrecorded.add(Results.givenBack(sending.claim(), now));
    }

    private void giveBackAll(Instant now) {
        senders.takeBack(one -> true).forEach(one -> giveBack(one, now));
    }

    /** Begins no further request. The running ones may still end and be written down by {@link #finish}. */
    void stop() {
        senders.stop();
    }

    /**
     * Writes down how everything ended; what has not ended is uncertain. No round does anything afterwards.
     *
     * @param patience how long to wait for a round that is running, such as one that waits for the store; nothing is
     *     written down when it does not end, which has the effect of a crash
     */
    void finish(Duration patience) {
        finished = true;
        if (!turns.tryTake(patience, () -> writeEverythingDown(ports.clock().instant()))) {
            LOG.warn("The running round of delivery to {} did not end; the next start looks things up", destination);
        }
    }

    private void writeEverythingDown(Instant now) {
        // In this order: one that ends between the two is in both, and not in neither.
        Set<Sending> unanswered = new HashSet<>(senders.running());
        List<Finished> ended = senders.takeFinished();
        ended.forEach(one -> unanswered.remove(one.sending()));
        collect(ended, now);
        giveBackAll(now);
        unanswered.forEach(one ->
                unrecorded.add(results.unknown(one.claim(), null, "the product stopped before it was answered", now)));
        unrecorded.takeHeldAgain();
        try {
            writeDown(now);
            unrecorded.giveUp("somebody holds their rows");
        } catch (StoreException e) {
            unrecorded.giveUp(e.getMessage());
        }
    }

    Healths healths() {
        return healths;
    }

    Pulse pulse() {
        return pulse;
    }

    /** How many cannot be sent for a fault of our own. */
    int setAside() {
        return setAside.size();
    }

    /** What is done with what is uncertain. */
    UncertaintyPolicy policy() {
        return policy;
    }

    Unresolved unresolved() {
        return unresolved;
    }

    /** How late the list shows what was delivered. */
    ListLag lag() {
        return lag;
    }

    LookUps lookUps() {
        return lookUps;
    }

    private DeliveryStore store() {
        return ports.store();
    }

    private long nanos() {
        return ports.nanoTime().getAsLong();
    }
}
