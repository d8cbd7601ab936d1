package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

/**
 * A page of a ranking: first those that are ranked, in order, then the others, the latest first.
 *
 * @param scope sessions whose first vote, or messages whose last vote, is in it
 * @param order what comes first
 * @param offset how many to leave out
 * @param limit how many at the most
 */
public record RankQuery(Scope scope, Order order, int offset, int limit) {

    /** What comes first. Always a bound of the 95 % interval, never the share itself. */
    public enum Order {
        /** The least upper bound of the positive share. */
        WORST,
        /** The greatest lower bound of the positive share. */
        BEST,
        /** The most votes. */
        MOST
    }

    public RankQuery {
        requireNonNull(scope, "scope");
        requireNonNull(order, "order");
        if (offset < 0 || limit < 1) {
            throw new IllegalArgumentException("offset must be at least 0 and limit at least 1");
        }
    }
}
