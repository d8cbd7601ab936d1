package io.feedback4j.delivery;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * How feedback is delivered to one destination. Immutable; {@link #builder} starts from the defaults.
 *
 * @param assistants whose feedback; that of others waits
 * @param owner names this node in the store's leases; another after every start
 * @param soleOwner whether no other process can have the store open, so that at the start whatever another owner was
 *     sending is known to have ended
 * @param concurrency how many exchanges at once at the most
 * @param timeout how long one exchange can take, as the destination itself keeps it
 * @param grace how long a record may take to show in the destination's list
 * @param uncertainty what to do when it is not known whether a record arrived; for a destination with a list
 * @param lookUpInterval how long at least between two readings of an assistant's list; less than a second is a second
 * @param sweepDelay how long after it came due a delivery is searched for in the store, so that whoever holds it in
 *     memory comes first
 */
public record DeliveryOptions(
        List<String> assistants,
        String owner,
        boolean soleOwner,
        int concurrency,
        Duration timeout,
        Duration grace,
        UncertaintyPolicy uncertainty,
        Duration lookUpInterval,
        Duration sweepDelay) {

    private static final Duration SHORTEST_LOOK_UP_INTERVAL = Duration.ofSeconds(1);

    public DeliveryOptions {
        assistants = List.copyOf(assistants);
        requireNonNull(owner, "owner");
        requireNonNull(uncertainty, "uncertainty");
        if (lookUpInterval.compareTo(SHORTEST_LOOK_UP_INTERVAL) < 0) {
            lookUpInterval = SHORTEST_LOOK_UP_INTERVAL;
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be at least 1, was " + concurrency);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, was " + timeout);
        }
    }

    /**
     * How long a claim lasts: six times the timeout, 60 seconds by default, so that a claim leaves time to send and a
     * stalled sender notices before its right ends.
     */
    public Duration lease() {
        return timeout.multipliedBy(6);
    }

    /** How often is looked for claims that have ended. */
    Duration leaseInterval() {
        return lease().dividedBy(6);
    }

    /**
     * For how long after it was last sent an uncertain delivery holds up what was said later on its target: until it
     * would normally have been found out about. By then no request of it is on its way any more, so that nothing
     * overtakes it.
     */
    Duration holdsUpFor() {
        Duration foundOut = timeout.plus(grace.multipliedBy(2)).plus(lookUpInterval);
        Duration overByThen = startWithin().plus(timeout);
        return foundOut.compareTo(overByThen) > 0 ? foundOut : overByThen;
    }

    /** Within which time after the claim a request must have begun: the lease less twice the timeout. */
    Duration startWithin() {
        return lease().minus(timeout.multipliedBy(2));
    }

    /** The same with another policy. */
    DeliveryOptions uncertainty(UncertaintyPolicy other) {
        return new DeliveryOptions(
                assistants, owner, soleOwner, concurrency, timeout, grace, other, lookUpInterval, sweepDelay);
    }

    /** The same, but for whether no other process can have the store open. */
    public DeliveryOptions withSoleOwner(boolean soleOwner) {
        return new DeliveryOptions(
                assistants, owner, soleOwner, concurrency, timeout, grace, uncertainty, lookUpInterval, sweepDelay);
    }

    /** Starts from the defaults. */
    public static Builder builder(Collection<String> assistants) {
        return new Builder(assistants);
    }

    /** Collects options. Not thread-safe. */
    public static final class Builder {
        private final List<String> assistants;
        private String owner = UUID.randomUUID().toString();
        private boolean soleOwner = true;
        private int concurrency = 8;
        private Duration timeout = Duration.ofSeconds(10);
        private Duration grace = Duration.ofSeconds(30);
        private UncertaintyPolicy uncertainty = UncertaintyPolicy.RECONCILE;
        private Duration lookUpInterval = Duration.ofMinutes(1);
        private Duration sweepDelay = Duration.ofSeconds(2);

        private Builder(Collection<String> assistants) {
            this.assistants = List.copyOf(assistants);
        }

        /** Default: a random name. */
        public Builder owner(String owner) {
            this.owner = owner;
            return this;
        }

        /** Default: true, as is right for the embedded store. */
        public Builder soleOwner(boolean soleOwner) {
            this.soleOwner = soleOwner;
            return this;
        }

        /** Default: 8. */
        public Builder concurrency(int concurrency) {
            this.concurrency = concurrency;
            return this;
        }

        /** Default: 10 seconds. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** Default: 30 seconds. */
        public Builder grace(Duration grace) {
            this.grace = grace;
            return this;
        }

        /** Default: look it up. */
        public Builder uncertainty(UncertaintyPolicy uncertainty) {
            this.uncertainty = uncertainty;
            return this;
        }

        /** Default: 1 minute. */
        public Builder lookUpInterval(Duration lookUpInterval) {
            this.lookUpInterval = lookUpInterval;
            return this;
        }

        /** Default: 2 seconds. */
        public Builder sweepDelay(Duration sweepDelay) {
            this.sweepDelay = sweepDelay;
            return this;
        }

        /** The options collected so far. */
        public DeliveryOptions build() {
            return new DeliveryOptions(
                    assistants, owner, soleOwner, concurrency, timeout, grace, uncertainty, lookUpInterval, sweepDelay);
        }
    }
}
