package io.feedback4j.store;

import io.feedback4j.model.FeedbackId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the rejected deliveries are meant. Every component narrows when it is not {@code null}.
 *
 * @param id of this feedback
 * @param assistantId of this assistant
 * @param destination rejected by this destination
 * @param httpStatus whose last answer had this status
 * @param since rejected at this moment or later
 * @param until rejected before this moment
 */
public record RejectedFilter(
        @Nullable FeedbackId id,
        @Nullable String assistantId,
        @Nullable String destination,
        @Nullable Integer httpStatus,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Everything that was rejected. */
    public static final RejectedFilter ALL = new RejectedFilter(null, null, null, null, null, null);
}
