package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import io.feedback4j.store.Claim;

/**
 * One claimed feedback on its way.
 *
 * @param startBeforeNanos until when the request must have begun
 * @param probe whether it is sent to see how the destination is
 */
record Sending(Feedback feedback, Claim claim, long startBeforeNanos, boolean probe) {

    String assistantId() {
        return feedback.target().assistantId();
    }
}
