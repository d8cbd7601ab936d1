package io.feedback4j.reading;

import static java.util.Objects.requireNonNull;

import io.feedback4j.delivery.Outcome;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.ImportStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What an import stands on.
 *
 * @param secret as in {@link io.feedback4j.delivery.DeliveryPorts}
 * @param ids makes the ids that feedback is to have here
 * @param turn lets one node at a time read
 * @param statuses how the destination is doing for each assistant, so that its pauses are kept
 * @param failed is told of every reading that failed: for which assistant, and what it says about the destination
 * @param clock the wall clock
 * @param nanoTime time that passes inside this process
 */
public record ImportPorts(
        DeliveryStore deliveries,
        ImportStore imports,
        Supplier<byte[]> secret,
        FeedbackIds ids,
        Turn turn,
        Supplier<List<DestinationStatus>> statuses,
        BiConsumer<String, Outcome> failed,
        InstantSource clock,
        LongSupplier nanoTime) {

    public ImportPorts {
        requireNonNull(deliveries, "deliveries");
        requireNonNull(imports, "imports");
        requireNonNull(secret, "secret");
        requireNonNull(ids, "ids");
        requireNonNull(turn, "turn");
        requireNonNull(statuses, "statuses");
        requireNonNull(failed, "failed");
        requireNonNull(clock, "clock");
        requireNonNull(nanoTime, "nanoTime");
    }
}
