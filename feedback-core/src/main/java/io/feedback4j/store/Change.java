package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.NewFeedback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that is to be written down. */
public sealed interface Change {

    /** When it came in. */
    Instant at();

    /**
     * Keep this, as the current feedback of its target.
     *
     * @param id the id it is to have
     * @param payloadHash a hash of everything in the request that the idempotency key stands for; {@code null} exactly
     *     when there is no key
     */
    record Accept(
            FeedbackId id, NewFeedback feedback, @Nullable String payloadHash, Instant at) implements Change {
        public Accept {
            requireNonNull(id, "id");
            requireNonNull(feedback, "feedback");
            requireNonNull(at, "at");
            if ((payloadHash == null) != (feedback.idempotencyKey() == null)) {
                throw new IllegalArgumentException("an idempotency key and its payload hash come together");
            }
        }
    }

    /**
     * Take this back: blank its text and reasons, and cancel every delivery that is not on its way yet.
     *
     * <p>Its voter takes back with it what led to it: where the voter is known, everything said before on the target.
     * Unknown voters of a session share their targets; there, only what settled together with it, such as a vote and the
     * comment to it, within the five minutes for which changes can be put off. What is older may be another person's,
     * and stays as it is: replaced.
     */
    record Withdraw(String assistantId, FeedbackId id, Instant at) implements Change {
        public Withdraw {
            requireNonNull(assistantId, "assistantId");
            requireNonNull(id, "id");
            requireNonNull(at, "at");
        }
    }
}
