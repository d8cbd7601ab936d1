package io.feedback4j.store;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where in the order of all that happens an event stands; no two stand at the same place.
 *
 * @param at when it happened, to the millisecond
 * @param kind what kind of event
 * @param id the feedback; {@code ""} stands before all of its kind
 * @param destination the delivery's; {@code ""} where it is about none
 */
public record EventPosition(Instant at, EventKind kind, String id, String destination)
        implements Comparable<EventPosition> {
    private static final Comparator<EventPosition> ORDER = Comparator.comparing(EventPosition::at)
            .thenComparing(EventPosition::kind)
            .thenComparing(EventPosition::id)
            .thenComparing(EventPosition::destination);

    public EventPosition {
        at = at.truncatedTo(MILLIS);
        requireNonNull(kind, "kind");
        requireNonNull(id, "id");
        requireNonNull(destination, "destination");
    }

    /** Before all that happened in this millisecond. */
    public static EventPosition startOf(Instant moment) {
        return new EventPosition(moment, EventKind.GIVEN, "", "");
    }

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }
}
