package io.feedback4j.store;

import java.time.Instant;

/**
 * How often a reason was given in one quarter of an hour, without the votes set apart.
 *
 * @param reason its id; {@code ""} stands for all votes with a reason
 */
public record BucketReason(Instant bucket, String reason, long votes) {}
