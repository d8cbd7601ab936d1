package io.feedback4j.store;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one rejected delivery when somebody decided about it.
 *
 * @param assistantId whose feedback it is
 * @param id the feedback
 * @param destination where it was rejected
 * @param state what it is now
 * @param nextAt when it is sent; {@code null} when it is not
 */
public record Decided(
        String assistantId,
        FeedbackId id,
        String destination,
        DeliveryState state,
        @Nullable Instant nextAt) {}
