package io.feedback4j.store;

import io.feedback4j.model.FeedbackId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the votes that count to list, newest first. What is {@code null} narrows nothing.
 *
 * @param assistantId whose; {@code null} for all
 * @param sessionId exactly this session
 * @param messageId exactly this message; {@code ""} for the whole session
 * @param minScore this score or more
 * @param maxScore this score or less
 * @param reason this reason was given
 * @param text the text contains this, letter case of ASCII ignored
 * @param commented whether there is a text
 * @param since given at this moment or later
 * @param until given before this moment
 * @param after the page begins behind this one
 * @param limit how many at the most
 */
public record VoteQuery(
        @Nullable String assistantId,
        @Nullable String sessionId,
        @Nullable String messageId,
        @Nullable Double minScore,
        @Nullable Double maxScore,
        @Nullable String reason,
        @Nullable String text,
        @Nullable Boolean commented,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable FeedbackId after,
        int limit) {
    public VoteQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit);
        }
    }
}
