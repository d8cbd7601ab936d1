package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.time.Instant;

/**
 * Feedback that a destination has and that was not given here.
 *
 * @param id the id it is to have here, which says when it was given
 * @param createdAt when it was given, as the destination says
 * @param upstreamId its id at the destination
 * @param fingerprint what it says there, hashed as in a {@link ClaimRequest}
 */
public record Foreign(
        FeedbackId id, Target target, Opinion opinion, Instant createdAt, String upstreamId, String fingerprint) {

    /** What became of one that was to be brought in. */
    public enum Fate {
        /** It is kept now. */
        ADDED,
        /** It is here already, or was. */
        KNOWN,
        /** It would take the place of one that is still on its way: another time. */
        POSTPONED,
        /** Its session was erased here. */
        REFUSED
    }

    public Foreign {
        requireNonNull(id, "id");
        requireNonNull(target, "target");
        requireNonNull(opinion, "opinion");
        requireNonNull(createdAt, "createdAt");
    }
}
