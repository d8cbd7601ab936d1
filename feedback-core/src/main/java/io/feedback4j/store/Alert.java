package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm: the positive share of an assistant fell below the line.
 *
 * @param id names it; the same if the same vote raises it again
 * @param assistantId whose
 * @param line the share that was watched
 * @param firedAt when the vote was given that raised it
 * @param votes after how many votes it was raised, from the beginning of the test
 * @param positive how many of them were positive
 * @param recoveredAt when the share was back, by the vote that showed it; {@code null} when it is not
 * @param announcedAt when it was told; {@code null} when it was not yet
 */
public record Alert(
        String id,
        String assistantId,
        double line,
        Instant firedAt,
        long votes,
        long positive,
        @Nullable Instant recoveredAt,
        @Nullable Instant announcedAt) {
    public Alert {
        requireNonNull(id, "id");
        requireNonNull(assistantId, "assistantId");
        requireNonNull(firedAt, "firedAt");
    }

    /** The share of positive votes among those that raised it. */
    public double share() {
        return votes == 0 ? 0 : (double) positive / votes;
    }
}
