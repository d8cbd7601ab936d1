package io.feedback4j.testing;

import io.feedback4j.delivery.Destination;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A destination of a host's own, as the README shows it. */
public final class Shelf implements Destination {
    /** What is on it. */
    public final Map<FeedbackId, Feedback> feedback = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "shelf";
    }

    @Override
    public Outcome send(Feedback one) {
        feedback.put(one.id(), one);
        return new Outcome.Delivered(null);
    }

    @Override
    public boolean recognisesRepeats() {
        return true; // by the key of the map
    }
}
