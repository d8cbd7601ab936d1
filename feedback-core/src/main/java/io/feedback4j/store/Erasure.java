package io.feedback4j.store;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a session that was to be erased.
 *
 * @param at when
 * @param name by which the session is known from now on: a keyed hash, which only this store can make of its id
 * @param feedback how much feedback was blanked this time
 * @param deliveries how many deliveries will not be made because of it
 * @param impressions how many notes of what was shown were deleted
 * @param pending how much feedback is being sent at this moment: what was said is gone here, and the session's id stays with
 *     it until the outcome is known, so that it has to be erased once more
 * @param upstream what destinations have or may have of it, this time and from erasures before
 * @param forgotten whatever was held of it as it was, for those who keep copies
 */
public record Erasure(
        Instant at,
        String name,
        long feedback,
        long deliveries,
        long impressions,
        long pending,
        List<Upstream> upstream,
        List<Feedback> forgotten) {
    public Erasure {
        upstream = List.copyOf(upstream);
        forgotten = List.copyOf(forgotten);
    }

    /**
     * A record that cannot be erased from here.
     *
     * @param id there; {@code null} where it is not known, and then not even whether it is there, unless it is delivered
     * @param state where its delivery stands here
     */
    public record Upstream(
            String destination,
            String assistantId,
            @Nullable String id,
            DeliveryState state) {}
}
