package io.feedback4j.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a list has gone from new to old so far. No destination promises an order, so that it is believed only as long
 * as nothing speaks against it. Not thread-safe.
 */
final class ListOrder {
    private boolean newestFirst = true;
    private @Nullable Instant newest;
    private @Nullable Instant last;

    void add(Listing.Item item) {
        Instant created = item.createdAt();
        if (created == null || last != null && created.isAfter(last)) {
            newestFirst = false;
        }
        last = created;
        newest = newest == null ? created : newest;
    }

    /** Whether everything from this moment on was shown, and something from before it. */
    boolean isPast(Instant moment) {
        Instant first = newest;
        Instant end = last;
        return newestFirst && first != null && end != null && end.isBefore(first) && end.isBefore(moment);
    }
}
