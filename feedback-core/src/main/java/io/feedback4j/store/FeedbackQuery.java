package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records to list. Every component but the first and the last two narrows the answer when it is not {@code null}.
 *
 * @param assistantId whose feedback
 * @param sessionId exactly this session
 * @param messageId exactly this message; {@code ""} for the whole session
 * @param minScore this score or more
 * @param maxScore this score or less
 * @param status this status
 * @param state some delivery is in this state
 * @param reason this reason was given
 * @param text the feedback's text contains this, letter case of ASCII ignored
 * @param since accepted at this moment or later
 * @param until accepted before this moment
 * @param cursor the page begins behind this record; {@code null} for the first page
 * @param backwards whether the page is the one before the cursor and not the one behind it; the order of the answer is
 *     newest first either way
 * @param limit how many records at the most
 */
public record FeedbackQuery(
        String assistantId,
        @Nullable String sessionId,
        @Nullable String messageId,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        @Nullable Status status,
        @Nullable DeliveryState state,
        @Nullable String reason,
        @Nullable String text,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable FeedbackId cursor,
        boolean backwards,
        int limit) {

    public FeedbackQuery {
        requireNonNull(assistantId, "assistantId");
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }
}
