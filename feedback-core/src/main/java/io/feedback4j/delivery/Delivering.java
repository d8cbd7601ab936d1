package io.feedback4j.delivery;

import io.feedback4j.store.DestinationStatus;
import java.util.List;

/** Delivery to one destination, or what stands in for it where it is not configured. Thread-safe. */
public interface Delivering extends AutoCloseable {

    /** Something is due now; saves waiting for the next round. Cheap and harmless at any time. */
    void wake();

    /** How the destination is doing for each assistant. */
    List<DestinationStatus> statuses();

    /** Everything an operator should know of, in plain words; empty when all is well. */
    List<String> problems();

    /** Stops delivering. Idempotent. */
    @Override
    void close();
}
