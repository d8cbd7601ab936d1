package io.feedback4j.delivery;

/**
 * How many exchanges at once: grows by one for each full turn of successes, is halved when the destination asks for less.
 * Not thread-safe.
 */
final class ConcurrencyLimit {
    private final int most;
    private double limit;
    private long halvedAtNanos;
    private boolean halved;

    ConcurrencyLimit(int most) {
        this.most = most;
        this.limit = most;
    }

    int get() {
        return (int) limit;
    }

    void succeeded() {
        limit = Math.min(most, limit + 1 / limit);
    }

    /**
     * Halves the limit, once for all exchanges that were already running when it was last halved.
     *
     * @param startedNanos when the exchange began
     */
    void throttled(long startedNanos, long nowNanos) {
        if (halved && startedNanos - halvedAtNanos < 0) {
            return;
        }
        limit = Math.max(1, limit / 2);
        halved = true;
        halvedAtNanos = nowNanos;
    }
}
