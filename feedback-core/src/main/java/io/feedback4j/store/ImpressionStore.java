package io.feedback4j.store;

import io.feedback4j.model.Target;
import java.time.Instant;
import java.util.Collection;

/**
 * What was shown to be judged, once for each target, so that the share of answers that anybody judged can be told. It goes
 * with feedback of the same age (see {@link FeedbackStore#purge}). Thread-safe. Every method throws {@link StoreException}
 * on an outage.
 */
public interface ImpressionStore {

    /**
     * Keeps those that are not kept yet, in one transaction.
     *
     * @param shown in any order
     * @param at when it is written, rather than when it was shown, so that what comes in later is not before what somebody
     *     has read already
     * @return how many were new
     */
    int add(Collection<Target> shown, Instant at);
}
