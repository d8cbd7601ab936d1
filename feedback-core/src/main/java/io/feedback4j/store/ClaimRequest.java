package io.feedback4j.store;

import io.feedback4j.model.FeedbackId;

/**
 * One delivery that a sender wants to have.
 *
 * @param id the feedback
 * @param fingerprint identifies what will be sent, so that it can be found at the destination later even if the text
 *     was blanked here meanwhile; the store keeps it as given (a keyed hash, never the content)
 */
public record ClaimRequest(FeedbackId id, String fingerprint) {}
