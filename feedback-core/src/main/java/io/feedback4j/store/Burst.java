package io.feedback4j.store;

import java.time.Instant;

/**
 * So many votes of one session within a quarter of an hour that no person has read what they are about. Set apart from all
 * rates until an operator says otherwise.
 *
 * @param id its name, which tells nothing of the session
 * @param assistantId whose votes
 * @param sessionId from where they came
 * @param bucket when the quarter of an hour began
 * @param counts the votes
 * @param included whether an operator has said that they count
 */
public record Burst(
        String id, String assistantId, String sessionId, Instant bucket, VoteCounts counts, boolean included) {
    /** So many votes of a session in a quarter of an hour are a burst: one every thirty seconds, all the time. */
    public static final int MIN_VOTES = 30;
}
