package io.feedback4j.model;

import java.util.List;

/**
 * What was said, and where it went.
 *
 * @param feedback what was said
 * @param deliveries one for each destination, in the order of their names
 */
public record FeedbackRecord(Feedback feedback, List<Delivery> deliveries) {

    public FeedbackRecord {
        deliveries = List.copyOf(deliveries);
    }
}
