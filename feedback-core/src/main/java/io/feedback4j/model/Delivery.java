package io.feedback4j.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where one feedback stands on its way to one destination, as a reader sees it.
 *
 * @param destination the destination's name, such as {@code twilio}
 * @param state where it stands
 * @param attempts how often it was sent or tried to be sent
 * @param nextAt when something happens next (the end of the settle window, the next try, the next look-up); {@code
 *     null} when nothing will
 * @param upstreamId its id at the destination; {@code null} where not known
 * @param httpStatus the last answer's status; {@code null} where there was none
 * @param problem why it is not delivered, in plain words; {@code null} when nothing went wrong
 * @param updatedAt when the state last changed
 */
public record Delivery(
        String destination,
        DeliveryState state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable String upstreamId,
        @Nullable Integer httpStatus,
        @Nullable String problem,
        Instant updatedAt) {

    public Delivery {
        requireNonNull(destination, "destination");
        requireNonNull(state, "state");
        requireNonNull(updatedAt, "updatedAt");
    }
}
