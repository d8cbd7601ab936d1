package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.DeliveryState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claim or of a look-up.
 *
 * @param claim under which right; the store applies the result only if the delivery is still in the state the claim
 *     left it in ({@code sending} or {@code uncertain}) under the same fence. What is known about the destination is
 *     kept either way: {@code delivered} with an upstream id is never forgotten
 * @param state {@code DELIVERED}, {@code REJECTED}, {@code UNCERTAIN} or {@code READY}. {@code READY} becomes {@code
 *     superseded}, {@code withdrawn} or {@code erased} if that is what happened to the feedback meanwhile
 * @param nextAt when to try or to look again; {@code null} for the end states. For {@code DELIVERED} when to look once
 *     more, which the store keeps only where there is something to find out: the id there, or whether it is there twice
 * @param absences how often in a row it was looked for and not found
 * @param counts whether this was an attempt (a 429 is not)
 * @param upstreamId its id at the destination, if known
 * @param httpStatus the answer's status, if there was one
 * @param problem why it is not delivered, in plain words without content; {@code null} when delivered
 * @param mayBeThere whether the destination may have a record of this attempt although nothing confirms it
 */
public record DeliveryResult(
        Claim claim,
        DeliveryState state,
        @Nullable Instant nextAt,
        int absences,
        boolean counts,
        @Nullable String upstreamId,
        @Nullable Integer httpStatus,
        @Nullable String problem,
        boolean mayBeThere) {

    /** May be there exactly when it is uncertain. */
    public DeliveryResult(
            Claim claim,
            DeliveryState state,
            @Nullable Instant nextAt,
            int absences,
            boolean counts,
            @Nullable String upstreamId,
            @Nullable Integer httpStatus,
            @Nullable String problem) {
        this(claim, state, nextAt, absences, counts, upstreamId, httpStatus, problem, state == DeliveryState.UNCERTAIN);
    }

    public DeliveryResult {
        requireNonNull(claim, "claim");
        requireNonNull(state, "state");
    }
}
