package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;

/**
 * Somewhere feedback is sent to. Implementations translate; whether, when and how often something is sent is decided by
 * the caller.
 *
 * <p>A destination that can also show what it has is a {@link ListedDestination}: there, an exchange whose outcome is not
 * known is looked up before anything is sent again. Anywhere else it is sent again where the destination {@link
 * #recognisesRepeats() recognises repeats}, and else waits for an operator.
 *
 * <p>Thread-safe: several threads send at once.
 */
public interface Destination extends AutoCloseable {

    /** Names this destination in the tables, in records and in the log; never changes. Such as {@code twilio}. */
    String name();

    /**
     * Sends one feedback once: no repeat of its own, no redirect. Blocks, at most for the configured time of the whole
     * exchange.
     */
    Outcome send(Feedback feedback);

    /**
     * Whether a feedback that is sent a second time does no harm, because it is told by its id that it was there before.
     * Default: {@code false}.
     */
    default boolean recognisesRepeats() {
        return false;
    }

    /** Closes what this destination opened. Idempotent. Default: nothing. */
    @Override
    default void close() {}
}
