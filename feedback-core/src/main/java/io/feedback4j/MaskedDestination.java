package io.feedback4j;

import static java.util.Objects.requireNonNull;

import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.masking.Masking;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import org.jspecify.annotations.Nullable;

/**
 * A destination that is sent masked texts only, whatever is kept: also what was kept before masking was switched on. What
 * was masked already stays as it is. Thread-safe if the destination behind it is.
 */
class MaskedDestination implements Destination {
    private final Destination destination;
    private final Masking masking;

    private MaskedDestination(Destination destination, Masking masking) {
        this.destination = requireNonNull(destination, "destination");
        this.masking = requireNonNull(masking, "masking");
    }

    /** The same destination behind the masking; as it is where nothing is masked. */
    static Destination of(Destination destination, Masking masking) {
        if (!masking.isOn()) {
            return destination;
        }
        return destination instanceof ListedDestination listed
                ? new Listed(listed, masking)
                : new MaskedDestination(destination, masking);
    }

    @Override
    public String name() {
        return destination.name();
    }

    @Override
    public Outcome send(Feedback feedback) {
        return destination.send(masked(feedback));
    }

    @Override
    public boolean recognisesRepeats() {
        return destination.recognisesRepeats();
    }

    @Override
    public void close() {
        destination.close();
    }

    final Feedback masked(Feedback feedback) {
        return new Feedback(
                feedback.id(),
                feedback.target(),
                feedback.number(),
                masking.apply(feedback.opinion()),
                feedback.status(),
                feedback.createdAt(),
                feedback.updatedAt(),
                feedback.source());
    }

    final Masking masking() {
        return masking;
    }

    /** One that is looked up by what was sent to it, and whose own texts are masked before they are brought in. */
    private static final class Listed extends MaskedDestination implements ListedDestination {
        private final ListedDestination destination;

        Listed(ListedDestination destination, Masking masking) {
            super(destination, masking);
            this.destination = destination;
        }

        @Override
        public String fingerprint(Feedback feedback) {
            return destination.fingerprint(masked(feedback));
        }

        @Override
        public String target(String sessionId, String messageId) {
            return destination.target(sessionId, messageId);
        }

        @Override
        public Listing list(String assistantId, @Nullable String page) throws ListingException {
            Listing listing = destination.list(assistantId, page);
            return new Listing(listing.items().stream().map(this::masked).toList(), listing.next(), listing.clock());
        }

        /** Its fingerprint stays that of what is there: it is found by that. */
        private Listing.Item masked(Listing.Item item) {
            Listing.Said said = item.said();
            if (said == null) {
                return item;
            }
            Opinion opinion = masking().apply(said.opinion());
            return new Listing.Item(
                    item.id(),
                    item.fingerprint(),
                    item.target(),
                    item.createdAt(),
                    new Listing.Said(said.sessionId(), said.messageId(), opinion));
        }
    }
}
