package io.feedback4j.delivery;

import io.feedback4j.store.DestinationStatus;
import java.util.List;

/** Delivery to one destination, or what stands in for it where it is not configured. Thread-safe. */
public interface Delivering extends AutoCloseable {

    /** The destination's name. */
    String destination();

    /** Something is due now; saves waiting for the next round. Cheap and harmless at any time. */
    void wake();

    /** How the destination is doing for each assistant. */
    List<DestinationStatus> statuses();

    /** What an operator must act on, in plain words, but for what the {@link #statuses} say; empty when all is well. */
    List<String> problems();

    /** What is good to know and mends itself or was configured so, but for what the {@link #statuses} say. */
    List<String> notices();

    /** Stops delivering. Idempotent. */
    @Override
    void close();
}
