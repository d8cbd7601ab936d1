package io.feedback4j.store;

import java.time.Instant;

/**
 * The sessions whose first vote is in one quarter of an hour, with all their votes.
 *
 * @param bucket when it began
 */
public record BucketSessions(Instant bucket, SessionCounts counts) {}
