package io.feedback4j.store;

import io.feedback4j.model.FeedbackId;
import java.time.Instant;

/**
 * Where in the order of the rejected a delivery stands. It keeps its place for as long as it stays rejected.
 *
 * @param at when it was rejected or became uncertain
 * @param assistantId whose feedback it is
 * @param id the feedback
 * @param destination for whom it is meant
 */
public record RejectedPosition(Instant at, String assistantId, FeedbackId id, String destination) {}
