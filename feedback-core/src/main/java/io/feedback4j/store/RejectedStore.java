package io.feedback4j.store;

import java.util.List;

/**
 * What waits for somebody's decision and for nothing else. The dead letters: deliveries that a destination will never take
 * as they are; they are purged with their feedback when nobody decides. And the parked: the destination may have them, and
 * they are neither looked up nor sent again by themselves; they are kept until somebody decides. Thread-safe. Every method
 * throws {@link StoreException} on an outage.
 */
public interface RejectedStore {

    /** A page of them, in the order in which they were rejected or became uncertain. Costs the same however far back it begins. */
    List<Rejected> list(RejectedQuery query);

    /**
     * Makes them ready to be sent again, those first that were rejected first; where the feedback is not current any more,
     * the delivery becomes {@code superseded}, {@code withdrawn} or {@code erased} instead. In one transaction with the
     * entry, which grows by their number; without any, nothing is written. What an earlier claim still finds out counts
     * only if it is that the destination has it.
     *
     * @param limit how many at the most
     * @param pace when which is sent
     * @param entry who decides so, and when
     * @return what became of each
     */
    DecidedPortion resend(RejectedFilter which, int limit, Pace pace, AuditEntry entry);

    /** Gives them up for good, as {@link #resend} makes them ready. */
    DecidedPortion discard(RejectedFilter which, int limit, AuditEntry entry);
}
