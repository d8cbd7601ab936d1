package io.feedback4j.store;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Source;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. It tells how things stand when it is read, not how they stood when it happened: what was given
 * and replaced since is told as given and is {@code replaced}.
 *
 * @param position where it stands among all
 * @param feedback what it is about
 * @param delivery the delivery that it is about; {@code null} for an event of the feedback itself
 */
public record Event(
        EventPosition position, Feedback feedback, @Nullable Delivery delivery) {

    public Event {
        requireNonNull(position, "position");
        requireNonNull(feedback, "feedback");
    }

    /**
     * What happened, in one word: {@code given}, {@code imported}, {@code replaced}, {@code withdrawn}, {@code erased}, or
     * the delivery's state.
     */
    public String change() {
        Delivery about = delivery;
        if (about != null) {
            return about.state().word();
        }
        if (position.kind() == EventKind.CHANGED) {
            return feedback.status().word();
        }
        return feedback.source() == Source.API ? "given" : "imported";
    }
}
