package io.feedback4j.store;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;

/**
 * One dead letter.
 *
 * @param feedback what was said, as it is now
 * @param delivery who will never take it, and why
 */
public record Rejected(Feedback feedback, Delivery delivery) {

    /** Its place among the rejected. */
    public RejectedPosition position() {
        return new RejectedPosition(
                delivery.updatedAt(), feedback.target().assistantId(), feedback.id(), delivery.destination());
    }
}
