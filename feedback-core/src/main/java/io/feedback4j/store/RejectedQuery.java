package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which page of the rejected to list.
 *
 * @param filter which are meant
 * @param oldestFirst whether those that were rejected first come first; else the last
 * @param behind the page begins behind this one; {@code null} for the first page
 * @param limit how many at the most
 */
public record RejectedQuery(
        RejectedFilter filter,
        boolean oldestFirst,
        @Nullable RejectedPosition behind,
        int limit) {

    public RejectedQuery {
        requireNonNull(filter, "filter");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }
}
