package io.feedback4j.store;

import java.time.Instant;

/**
 * One message, session or assistant with what its votes add up to.
 *
 * @param assistantId whose
 * @param name the message's or session's id; {@code ""} for the assistant itself
 * @param votes how many
 * @param scored how many with a score
 * @param positive how many with a score above one half
 * @param negative how many with a score below one half
 * @param scoreSum the sum of all scores, in billionths
 * @param at a session's first vote; the moment of a message's last
 * @param firstNegative the place of a session's first negative vote among its votes, from 1 on; 0 without
 */
public record Ranked(
        String assistantId,
        String name,
        long votes,
        long scored,
        long positive,
        long negative,
        long scoreSum,
        Instant at,
        long firstNegative) {
    /** With fewer scores than this nothing is ranked. */
    public static final int MIN_SCORED = 5;

    /** Whether there are enough scores for a rank. */
    public boolean isRanked() {
        return scored >= MIN_SCORED;
    }
}
