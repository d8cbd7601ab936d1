package io.feedback4j.delivery;

import io.feedback4j.model.Opinion;
import io.feedback4j.model.UpstreamIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of what a destination has.
 *
 * @param items what is on it, in the destination's order
 * @param next how to ask for the next page; {@code null} when this is the last
 * @param clock the destination's own time when it answered; {@code null} when it did not say
 */
public record Listing(
        List<Item> items, @Nullable String next, @Nullable Instant clock) {

    public Listing {
        items = List.copyOf(items);
    }

    /**
     * One record at the destination.
     *
     * @param id its id there; {@code null} when it has none, or one that cannot be kept (see {@link
     *     UpstreamIds#keepable})
     * @param fingerprint see {@link ListedDestination#fingerprint}
     * @param target see {@link ListedDestination#target}
     * @param createdAt when it was made there; {@code null} when not said or not readable
     * @param said what it says; {@code null} when that is nothing, or nothing that could be kept here
     */
    public record Item(
            @Nullable String id,
            String fingerprint,
            String target,
            @Nullable Instant createdAt,
            @Nullable Said said) {

        public Item {
            id = UpstreamIds.keepable(id);
        }

        /** A record without what it says. */
        public Item(@Nullable String id, String fingerprint, String target, @Nullable Instant createdAt) {
            this(id, fingerprint, target, createdAt, null);
        }
    }

    /**
     * What a record says, in our terms and within our limits.
     *
     * @param messageId {@code ""} for the whole session
     */
    public record Said(String sessionId, String messageId, Opinion opinion) {}
}
