package io.feedback4j;

import io.feedback4j.store.Event;
import io.feedback4j.store.EventPosition;
import io.feedback4j.store.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Tells what happened a little after it did, so that what was being committed meanwhile comes in its order and is not
 * missed by whoever has gone on. Thread-safe.
 */
final class EventReader {
    /** One process writes, and takes the time of what it writes just before. */
    private static final Duration BEHIND_ONE_PROCESS = Duration.ofMillis(300);
    /** Others take the time on their own machines, and commit over a network. */
    private static final Duration BEHIND_OTHERS = Duration.ofSeconds(2);

    private final EventStore events;
    private final InstantSource clock;
    private final Duration lag;

    EventReader(EventStore events, InstantSource clock, boolean shared) {
        this.events = events;
        this.clock = clock;
        this.lag = shared ? BEHIND_OTHERS : BEHIND_ONE_PROCESS;
    }

    EventPosition now() {
        return EventPosition.startOf(clock.instant().minus(lag));
    }

    EventPage page(EventPosition behind, int limit) {
        Instant until = now().at();
        List<Event> found = until.isAfter(behind.at()) ? events.list(behind, until, limit + 1) : List.of();
        if (found.size() > limit) {
            return new EventPage(found.subList(0, limit), found.get(limit - 1).position(), true);
        }
        EventPosition end = EventPosition.startOf(until);
        return new EventPage(found, end.compareTo(behind) > 0 ? end : behind, false);
    }
}
