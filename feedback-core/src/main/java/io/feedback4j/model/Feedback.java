package io.feedback4j.model;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One thing that was said and kept. What was said is never edited: a change of mind is a further feedback on the same
 * target, with the next number.
 *
 * @param id its name, growing with time
 * @param target what is judged
 * @param number grows with time among what was said on its target: 1 for the first that is given here, then 2, 3, …; what
 *     was given elsewhere before may have 0 and less
 * @param opinion what was said; blank of text and reasons once withdrawn or erased
 * @param status what became of it
 * @param createdAt when it was accepted, to the millisecond
 * @param updatedAt when its status last changed, to the millisecond
 * @param source by which way it came in
 */
public record Feedback(
        FeedbackId id,
        Target target,
        long number,
        Opinion opinion,
        Status status,
        Instant createdAt,
        Instant updatedAt,
        Source source) {

    /** Given here. */
    public Feedback(
            FeedbackId id,
            Target target,
            long number,
            Opinion opinion,
            Status status,
            Instant createdAt,
            Instant updatedAt) {
        this(id, target, number, opinion, status, createdAt, updatedAt, Source.API);
    }

    public Feedback {
        requireNonNull(id, "id");
        requireNonNull(target, "target");
        requireNonNull(opinion, "opinion");
        requireNonNull(status, "status");
        requireNonNull(source, "source");
        createdAt = createdAt.truncatedTo(MILLIS);
        updatedAt = updatedAt.truncatedTo(MILLIS);
    }
}
