package io.feedback4j.delivery;

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
     * @param id its id there; {@code null} when it has none
     * @param fingerprint see {@link ListedDestination#fingerprint}
     * @param target see {@link ListedDestination#target}
     * @param createdAt when it was made there; {@code null} when not said or not readable
     */
    public record Item(
            @Nullable String id,
            String fingerprint,
            String target,
            @Nullable Instant createdAt) {}
}
