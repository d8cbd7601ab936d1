package io.feedback4j.store;

import java.time.InstantSource;

/**
 * One place where feedback is kept. A place that cannot be reached at the moment fails nothing but the calls made at that
 * moment: it is tried again by itself. Thread-safe.
 */
public interface Store extends AutoCloseable {

    /** What was said. */
    FeedbackStore feedback();

    /** Where it went. */
    DeliveryStore deliveries();

    /** What is brought in. */
    ImportStore imports();

    /** What was shown. */
    ImpressionStore impressions();

    /** What no destination takes. */
    RejectedStore rejected();

    /** Who did what. */
    AuditStore audit();

    /** What one of those who share it does at a time. */
    LeaseStore leases();

    /** What time it is: the same, but for a moment, for all who share it. Never blocks. */
    InstantSource clock();

    /**
     * Compares {@link #clock} with the place itself, where that has a clock of its own; to be called every few seconds.
     *
     * @throws StoreException while that cannot be asked; the clock goes on as before
     */
    void lookAtClock();

    /** Where that is, in words for an operator: never with a user or a password. */
    String place();

    /** Whether other processes may use it at the same time. */
    boolean isShared();

    /**
     * Moves feedback that was kept under one assistant, because none was configured yet, to another. Where both have
     * feedback of one target, only the last of it can stay current. Works in portions, so that votes can come in between.
     *
     * @param from the name that stood for no assistant
     * @return how many were moved
     * @throws StoreException when the store is down: what was not moved yet is moved the next time
     */
    default long bindDefault(String from, String assistantId) {
        long all = 0;
        long moved;
        do {
            moved = bindPortion(from, assistantId);
            all += moved;
        } while (moved > 0);
        return all;
    }

    /** The first portion of {@link #bindDefault}. @return how many were moved; 0 when nothing was left */
    long bindPortion(String from, String assistantId);

    /** Waits a few seconds for what is being written, ends what is being read, and closes what it opened. Idempotent. */
    @Override
    void close();
}
