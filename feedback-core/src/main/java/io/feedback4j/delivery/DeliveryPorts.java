package io.feedback4j.delivery;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.LeaseStore;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What delivery stands on.
 *
 * @param store where deliveries are claimed and their outcomes written down
 * @param due what is known to be due without asking the store
 * @param secret the key under which fingerprints are hashed, the same on every node and after every restart; asked for
 *     once, again when it throws a {@link io.feedback4j.store.StoreException}
 * @param clock what time it is, the same on every node
 * @param nanoTime time that passes inside this process, as {@link System#nanoTime}
 * @param leases what one node at a time does
 */
public record DeliveryPorts(
        DeliveryStore store,
        DueSource due,
        Supplier<byte[]> secret,
        InstantSource clock,
        LongSupplier nanoTime,
        LeaseStore leases) {

    public DeliveryPorts {
        requireNonNull(store, "store");
        requireNonNull(due, "due");
        requireNonNull(secret, "secret");
        requireNonNull(clock, "clock");
        requireNonNull(nanoTime, "nanoTime");
        requireNonNull(leases, "leases");
    }

    /** For one node alone. */
    public DeliveryPorts(
            DeliveryStore store, DueSource due, Supplier<byte[]> secret, InstantSource clock, LongSupplier nanoTime) {
        this(store, due, secret, clock, nanoTime, (name, owner, duration) -> true);
    }
}
