package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Sent;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something that is delivered is looked for once more, and what comes of it: its id at the destination where the
 * answer did not tell, and what is there twice where it was sent twice. Nothing is ever sent for it.
 */
final class SecondLook {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    /** What several whole lists did not show is not looked for any more. */
    private static final int MAX_ABSENCES = 4;

    private final Duration distance;

    /** @param grace how long a record may take to show in the destination's list */
    SecondLook(Duration grace) {
        Duration twice = grace.multipliedBy(2);
        this.distance = twice.compareTo(SHORTEST) > 0 ? twice : SHORTEST;
    }

    /** When to look at the earliest. */
    Instant after(Instant delivered) {
        return delivered.plus(distance);
    }

    /**
     * @param match its record; {@code null} when none was found
     * @param whole whether all of the list was seen
     * @param late whether the list does not show yet all that it should: what is there twice may still come to light
     */
    DeliveryResult result(Sent one, Listing.@Nullable Item match, boolean whole, boolean late, Instant now) {
        String id = match == null ? null : match.id();
        boolean known = id != null;
        int absences = one.absences() + (whole ? 1 : 0);
        boolean isEnough = absences >= MAX_ABSENCES || !one.isUnnamed() && !late;
        boolean isOver = known || whole && isEnough;
        // Twice as long each time.
        Instant next = isOver ? null : now.plus(distance.multipliedBy(1L << Math.min(absences, MAX_ABSENCES)));
        return new DeliveryResult(one.claim(), DeliveryState.DELIVERED, next, absences, true, id, null, null);
    }
}
