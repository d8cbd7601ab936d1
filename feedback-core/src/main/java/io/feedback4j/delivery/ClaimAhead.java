package io.feedback4j.delivery;

/**
 * How many are claimed before they can be sent, so that no sender waits for a commit: at least as many as can be sent at
 * once, and twice as many as end during a round where that is more, as with a fast destination or a slow disk. Not
 * thread-safe.
 */
final class ClaimAhead {
    private static final int MOST = 256;

    private int ended;

    /** So many ended since the last round. */
    void ended(int count) {
        // Slowly down, since short rounds come between the long ones.
        ended = Math.max(count, ended * 3 / 4);
    }

    /**
     * How many to claim now; none while more than half of what is to be there is there, so that one commit does for many.
     *
     * @param limit how many can be sent at once
     */
    int room(int limit, int running, int waiting) {
        int ahead = Math.max(limit, Math.min(MOST, 2 * ended));
        return waiting > ahead / 2 ? 0 : Math.max(0, limit + ahead - running - waiting);
    }
}
