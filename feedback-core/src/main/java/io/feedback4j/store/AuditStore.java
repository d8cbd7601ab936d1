package io.feedback4j.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who did what. Entries are as old as feedback may become, and go with it (see {@link FeedbackStore#purge}). Thread-safe.
 * Every method throws {@link StoreException} on an outage.
 */
public interface AuditStore {

    /**
     * Keeps an entry, durably, before this returns; one that is known already only grows by the count. What is decided
     * at the desk is kept together with its entry and is not added here (see {@link RejectedStore}).
     */
    void add(AuditEntry entry);

    /** Entries, newest first. @param before only those with a lesser id; {@code null} for the first page */
    List<AuditEntry> list(@Nullable String before, int limit);
}
