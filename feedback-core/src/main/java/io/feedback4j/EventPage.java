package io.feedback4j;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.Event;
import io.feedback4j.store.EventPosition;
import java.util.List;

/**
 * Some of what happened, in order.
 *
 * @param events none where nothing more has happened yet
 * @param next behind which to go on
 * @param more whether there was more than the limit
 */
public record EventPage(List<Event> events, EventPosition next, boolean more) {

    public EventPage {
        events = List.copyOf(events);
        requireNonNull(next, "next");
    }
}
