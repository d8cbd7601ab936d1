package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A vote with a score, as the watch over the share sees it.
 *
 * @param id the feedback's; grows with time
 * @param positive whether its score is more than one half
 * @param at when it was given
 */
public record ScoredVote(String id, boolean positive, Instant at) {
    public ScoredVote {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
    }
}
