package io.feedback4j.store;

import io.feedback4j.model.FeedbackId;

/**
 * The right to send one feedback once.
 *
 * @param id the feedback
 * @param destination where to
 * @param fence grows with every claim of this delivery; a result is applied only under the fence it was got with
 * @param attempts how many claims there were, this one included
 */
public record Claim(FeedbackId id, String destination, long fence, int attempts) {}
