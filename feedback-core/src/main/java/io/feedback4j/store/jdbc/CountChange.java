package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.store.Scope;
import io.feedback4j.store.VoteCounts;
import java.time.Instant;
import java.util.List;

/**
 * That one feedback began (1) or ceased (−1) to count, or only that it is there (0).
 *
 * @param times 1, −1 or 0
 * @param id of the feedback
 * @param at when it was given
 * @param score {@code NaN} without
 * @param commented whether it has a text
 * @param reasons the reasons it gives
 */
record CountChange(
        int times,
        String id,
        String assistantId,
        String sessionId,
        String messageId,
        Instant at,
        double score,
        boolean commented,
        List<String> reasons) {

    static CountChange of(Feedback feedback, int times) {
        Double score = feedback.opinion().score();
        return new CountChange(
                times,
                feedback.id().value(),
                feedback.target().assistantId(),
                feedback.target().sessionId(),
                feedback.target().messageId(),
                feedback.createdAt(),
                score == null ? Double.NaN : score,
                !feedback.opinion().text().isEmpty(),
                feedback.opinion().reasons());
    }

    Instant bucket() {
        return Scope.bucketOf(at);
    }

    VoteCounts counts() {
        return VoteCounts.of(score, commented, !reasons.isEmpty());
    }
}
