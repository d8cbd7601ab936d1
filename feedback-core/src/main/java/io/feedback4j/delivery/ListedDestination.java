package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import org.jspecify.annotations.Nullable;

/** A destination that shows what it has, so that it can be found out whether something arrived. Thread-safe. */
public interface ListedDestination extends Destination {

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
     * Reads one page of what the destination has for an assistant.
     *
     * @param page {@code null} for the first page, else {@link Listing#next()} of the page before
     * @throws ListingException when it cannot be read; "could not look" is never "not there"
     */
    Listing list(String assistantId, @Nullable String page) throws ListingException;
}
