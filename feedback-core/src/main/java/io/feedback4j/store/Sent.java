package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was on the wire at least once, so that the destination may have a record of it.
 *
 * @param claim the right under which it was last sent; what is found out about it comes under it
 * @param sessionId the session it is about
 * @param messageId the message it is about; {@code ""} for the whole session
 * @param state where it stands
 * @param upstreamId its id at the destination; {@code null} while not known
 * @param fingerprint what was sent, as given with the claim
 * @param firstAttemptAt when it was first sent
 * @param lastAttemptAt when it was last sent
 * @param absences how often in a row it was looked for and not found
 */
public record Sent(
        Claim claim,
        String sessionId,
        String messageId,
        DeliveryState state,
        @Nullable String upstreamId,
        String fingerprint,
        Instant firstAttemptAt,
        Instant lastAttemptAt,
        int absences) {

    public Sent {
        requireNonNull(claim, "claim");
        requireNonNull(state, "state");
    }

    /** Whether the destination has it for certain, and its id there is not known. */
    public boolean isUnnamed() {
        return state == DeliveryState.DELIVERED && upstreamId == null;
    }
}
