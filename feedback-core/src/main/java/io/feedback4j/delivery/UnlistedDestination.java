package io.feedback4j.delivery;

import io.feedback4j.model.Feedback;
import org.jspecify.annotations.Nullable;

/**
 * Makes any destination one with a list, so that nothing else need know which kind it has: where there is none, the list
 * is one that cannot be read, and what is uncertain is dealt with in a way that never asks for it.
 */
final class UnlistedDestination implements ListedDestination {
    private final Destination destination;

    private UnlistedDestination(Destination destination) {
        this.destination = destination;
    }

    /** The destination itself if it has a list. */
    static ListedDestination listed(Destination destination) {
        return destination instanceof ListedDestination listed ? listed : new UnlistedDestination(destination);
    }

    /** What to do with what is uncertain there. @param wanted counts where there is a list to look it up in */
    static UncertaintyPolicy policy(Destination destination, UncertaintyPolicy wanted) {
        if (destination instanceof ListedDestination) {
            return wanted;
        }
        return destination.recognisesRepeats() ? UncertaintyPolicy.RESEND : UncertaintyPolicy.PARK;
    }

    @Override
    public String name() {
        return destination.name();
    }

    @Override
    public Outcome send(Feedback feedback) {
        return destination.send(feedback);
    }

    @Override
    public boolean recognisesRepeats() {
        return destination.recognisesRepeats();
    }

    @Override
    public String fingerprint(Feedback feedback) {
        return feedback.id().value();
    }

    @Override
    public String target(String sessionId, String messageId) {
        return sessionId.length() + ":" + sessionId + messageId;
    }

    @Override
    public Listing list(String assistantId, @Nullable String page) throws ListingException {
        String problem = name() + " has no list";
        throw new ListingException(problem, new Outcome.Unknown(null, null, problem));
    }

    @Override
    public void close() {
        destination.close();
    }
}
