package io.feedback4j.store;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import java.time.Instant;

/** What became of one {@link Change}. */
public sealed interface Written {

    /**
     * Kept, and now the current feedback of its target. What was current before is replaced, and superseded wherever it
     * was not on its way yet.
     *
     * @param settledAt when the settle window of its deliveries ends
     */
    record Kept(FeedbackRecord record, Instant settledAt) implements Written {}

    /** The same request under the same key came before: nothing was written, and this is the feedback of that time. */
    record Repeated(FeedbackRecord record) implements Written {}

    /** Another request under the same key came before: nothing was written. */
    record KeyConflict() implements Written {}

    /**
     * Taken back, now or earlier.
     *
     * @param feedback as it is now: without text and reasons
     * @param stillUpstream whether a destination has it, or may have it, and cannot give it back; or has what was taken
     *     back with it (of the last hundred on the target)
     */
    record Withdrawn(Feedback feedback, boolean stillUpstream) implements Written {}

    /** There is no such feedback under this assistant. */
    record Unknown() implements Written {}

    /**
     * Somebody else holds what was said in this session for too long: nothing was written of this one, though others of
     * the batch may have been. It can be tried again.
     */
    record Held() implements Written {}

    /** The store refuses this one for what it holds, and took the others of the batch. A bug of ours, if it happens. */
    record Refused(String problem) implements Written {}
}
