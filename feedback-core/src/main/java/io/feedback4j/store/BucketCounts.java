package io.feedback4j.store;

import java.time.Instant;

/**
 * The votes of one quarter of an hour, without those set apart.
 *
 * @param bucket when it began
 * @param votes how many
 * @param scored how many with a score
 * @param positive how many with a score above one half
 * @param scoreSum the sum of all scores, in billionths
 */
public record BucketCounts(Instant bucket, long votes, long scored, long positive, long scoreSum) {}
