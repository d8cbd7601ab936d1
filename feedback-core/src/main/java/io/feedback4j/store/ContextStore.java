package io.feedback4j.store;

import io.feedback4j.model.Target;
import java.util.Optional;

/**
 * The words votes are about, once for each message, whoever voted on it. What a page sends with a vote is kept with the
 * vote, in its transaction (see {@link FeedbackStore#write}); it goes when nobody's vote on the message counts any more,
 * with its session, and with what is too old. Thread-safe. Every method throws {@link StoreException} on an outage.
 */
public interface ContextStore {

    /** What is kept of the message a target is about. @param target whose voter does not matter */
    Optional<KeptContext> find(Target target);

    /**
     * Keeps this, unless what is kept already comes from somebody who is believed more, or nobody's vote on the message
     * counts any more.
     *
     * @param target with the voter for whose vote it was asked for
     */
    void put(Target target, KeptContext context);
}
