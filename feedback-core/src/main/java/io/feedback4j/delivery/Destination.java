package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import org.jspecify.annotations.Nullable;

/**
 * Somewhere feedback is sent to. Implementations translate; whether, when and how often something is sent is decided by
 * the caller.
 *
 * <p>Thread-safe: several threads send at once.
 */
public interface Destination extends AutoCloseable {

    /** Names this destination in the tables, in records and in the log; never changes. Such as {@code twilio}. */
    String name();

    /**
     * Everything that tells this feedback apart at the destination, in one string, equal to {@link
     * Listing.Item#fingerprint()} of the record the destination would make of it. It is hashed before it is kept.
     */
    String fingerprint(Feedback feedback);

    /**
     * What the feedback is about, in one string, equal to {@link Listing.Item#target()} of the record the destination
     * would make of it, also if the destination changes what was said. Several feedbacks may share it.
     */
    String target(String sessionId, String messageId);

    /**
     * Sends one feedback once: no repeat of its own, no redirect. Blocks, at most for the configured time of the whole
     * exchange.
     */
    Outcome send(Feedback feedback);

    /**
     * Reads one page of what the destination has for an assistant.
     *
     * @param page {@code null} for the first page, else {@link Listing#next()} of the page before
     * @throws ListingException when it cannot be read; "could not look" is never "not there"
     */
    Listing list(String assistantId, @Nullable String page) throws ListingException;

    /** Closes what this destination opened. Idempotent. */
    @Override
    void close();
}
