package io.feedback4j.insights;

/**
 * How often a reason was given.
 *
 * @param reason its id
 * @param count by how many votes
 * @param share of all votes that gave a reason
 * @param previous the same in the period before
 * @param difference from that to this
 */
public record ReasonShare(String reason, long count, Estimate share, Estimate previous, Difference difference) {}
