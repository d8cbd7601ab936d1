package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.LOOK;

import io.feedback4j.store.Event;
import io.feedback4j.store.EventPosition;
import io.feedback4j.store.EventStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened, read from the tables of what was said and where it went. Thread-safe. */
final class JdbcEventStore implements EventStore {
    private final Jdbc jdbc;

    JdbcEventStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Event> list(EventPosition behind, Instant until, int limit) {
        return jdbc.read("read what happened", LOOK, statements -> {
            List<Event> events = new ArrayList<>(EventSql.given(statements, behind, until, limit));
            events.addAll(EventSql.changed(statements, behind, until, limit));
            events.addAll(EventSql.deliveries(statements, behind, until, limit));
            events.sort(Comparator.comparing(Event::position));
            return List.copyOf(events.subList(0, Math.min(limit, events.size())));
        });
    }
}
