package io.feedback4j.model;

import static java.util.Comparator.comparing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said, and where it went.
 *
 * @param feedback what was said
 * @param deliveries one for each destination, in the order of their names
 */
public record FeedbackRecord(Feedback feedback, List<Delivery> deliveries) {
    private static final List<DeliveryState> LEAST_FAR_FIRST = List.of(
            DeliveryState.SETTLING,
            DeliveryState.READY,
            DeliveryState.SENDING,
            DeliveryState.UNCERTAIN,
            DeliveryState.REJECTED,
            DeliveryState.DELIVERED,
            DeliveryState.SUPERSEDED,
            DeliveryState.WITHDRAWN,
            DeliveryState.ERASED,
            DeliveryState.DISCARDED);

    public FeedbackRecord {
        deliveries = List.copyOf(deliveries);
    }

    /**
     * The state of the delivery that is least far: one that waits, else one that was rejected, else one that arrived.
     * {@code null} when there is no delivery.
     */
    public @Nullable DeliveryState state() {
        return deliveries.stream()
                .map(Delivery::state)
                .min(comparing(LEAST_FAR_FIRST::indexOf))
                .orElse(null);
    }
}
