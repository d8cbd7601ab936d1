package io.feedback4j.delivery;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.DeliveryStore;
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
 * @param clock the wall clock
 * @param nanoTime time that passes inside this process, as {@link System#nanoTime}
 */
public record DeliveryPorts(
        DeliveryStore store, DueSource due, Supplier<byte[]> secret, InstantSource clock, LongSupplier nanoTime) {

    public DeliveryPorts {
        requireNonNull(store, "store");
        requireNonNull(due, "due");
        requireNonNull(secret, "secret");
        requireNonNull(clock, "clock");
        requireNonNull(nanoTime, "nanoTime");
    }
}
