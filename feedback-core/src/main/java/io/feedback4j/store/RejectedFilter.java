package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FeedbackId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the deliveries that somebody decides about are meant. Every component narrows when it is not {@code null}.
 *
 * @param state how it stands with them
 * @param id of this feedback
 * @param assistantId of this assistant
 * @param destination meant for this destination
 * @param httpStatus whose last answer had this status
 * @param since in this state since this moment or later
 * @param until in this state since before this moment
 */
public record RejectedFilter(
        Undelivered state,
        @Nullable FeedbackId id,
        @Nullable String assistantId,
        @Nullable String destination,
        @Nullable Integer httpStatus,
        @Nullable Instant since,
        @Nullable Instant until) {
    /** Everything that was rejected. */
    public static final RejectedFilter ALL = new RejectedFilter(null, null, null, null, null, null);

    /** Of what was rejected. */
    public RejectedFilter(
            @Nullable FeedbackId id,
            @Nullable String assistantId,
            @Nullable String destination,
            @Nullable Integer httpStatus,
            @Nullable Instant since,
            @Nullable Instant until) {
        this(Undelivered.REJECTED, id, assistantId, destination, httpStatus, since, until);
    }

    public RejectedFilter {
        requireNonNull(state, "state");
    }

    /** The same of those in another state. */
    public RejectedFilter in(Undelivered other) {
        return new RejectedFilter(other, id, assistantId, destination, httpStatus, since, until);
    }
}
