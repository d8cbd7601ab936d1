package io.feedback4j.store;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;

/**
 * One that somebody decides about: a dead letter, or one that may have arrived and is not looked up.
 *
 * @param feedback what was said, as it is now
 * @param delivery who does not take it or may have it, and why
 */
public record Rejected(Feedback feedback, Delivery delivery) {

    /** Its place among those in its state. */
    public RejectedPosition position() {
        return new RejectedPosition(
                delivery.updatedAt(), feedback.target().assistantId(), feedback.id(), delivery.destination());
    }
}
