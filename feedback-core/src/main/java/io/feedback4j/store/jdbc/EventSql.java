package io.feedback4j.store.jdbc;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Source;
import io.feedback4j.store.Event;
import io.feedback4j.store.EventKind;
import io.feedback4j.store.EventPosition;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The three walks through what happened: along the ids, and along two indexes that hold no row which was just given. */
final class EventSql {
    /** Binds: id (after), id (before), limit. */
    static final String GIVEN = "SELECT " + FeedbackSql.COLUMNS + """
             FROM feedback f
            WHERE f.id > ? AND f.id < ? AND f.source = 'api'
            ORDER BY f.id LIMIT ?
            """;

    /** Binds: updated (after), id (after), updated (before), limit. */
    static final String CHANGED = "SELECT " + FeedbackSql.COLUMNS + """
             FROM feedback f
            WHERE f.status <> 'current' AND (f.updated_at, f.id) > (?, ?) AND f.updated_at < ?
            ORDER BY f.updated_at, f.id LIMIT ?
            """;

    /** Binds: updated (after), feedback (after), destination (after), updated (before), limit. */
    static final String DELIVERIES = "SELECT " + DeliverySql.COLUMNS + ", " + FeedbackSql.COLUMNS + """
             FROM delivery d JOIN feedback f ON f.id = d.feedback_id
            WHERE d.state IN ('ready', 'uncertain', 'delivered', 'rejected', 'discarded')
                AND (d.updated_at, d.feedback_id, d.destination) > (?, ?, ?) AND d.updated_at < ?
            ORDER BY d.updated_at, d.feedback_id, d.destination LIMIT ?
            """;

    /** Greater than every id. */
    private static final String END = "~";

    private EventSql() {}

    static List<Event> given(Statements statements, EventPosition behind, Instant until, int limit)
            throws SQLException {
        String after = behind.kind() == EventKind.GIVEN && !behind.id().isEmpty()
                ? behind.id()
                : FeedbackId.PREFIX + idTime(behind.kind() == EventKind.GIVEN ? behind.at() : next(behind.at()));
        return statements.list(
                GIVEN,
                binds -> binds.text(after)
                        .text(FeedbackId.PREFIX + idTime(until))
                        .number((long) limit),
                row -> given(FeedbackSql.read(row)));
    }

    static List<Event> changed(Statements statements, EventPosition behind, Instant until, int limit)
            throws SQLException {
        return statements.list(
                CHANGED,
                binds -> binds.time(behind.at())
                        .text(within(behind, EventKind.CHANGED, behind.id()))
                        .time(until)
                        .number((long) limit),
                row -> changed(FeedbackSql.read(row)));
    }

    static List<Event> deliveries(Statements statements, EventPosition behind, Instant until, int limit)
            throws SQLException {
        return statements.list(
                DELIVERIES,
                binds -> binds.time(behind.at())
                        .text(within(behind, EventKind.DELIVERY, behind.id()))
                        .text(within(behind, EventKind.DELIVERY, behind.destination()))
                        .time(until)
                        .number((long) limit),
                EventSql::delivery);
    }

    private static Event given(Feedback feedback) {
        return new Event(
                new EventPosition(
                        timeOf(feedback.id()), EventKind.GIVEN, feedback.id().value(), ""),
                feedback,
                null);
    }

    private static Event changed(Feedback feedback) {
        return new Event(
                new EventPosition(
                        feedback.updatedAt(), EventKind.CHANGED, feedback.id().value(), ""),
                feedback,
                null);
    }

    /** What was imported came together with its delivery, which was never sent from here: the event is the feedback's. */
    private static Event delivery(Row row) throws SQLException {
        Delivery delivery = DeliverySql.read(row);
        Feedback feedback = FeedbackSql.read(row);
        boolean imported = feedback.source() == Source.IMPORT && delivery.attempts() == 0;
        EventPosition position = new EventPosition(
                delivery.updatedAt(), EventKind.DELIVERY, feedback.id().value(), delivery.destination());
        return new Event(position, feedback, imported ? null : delivery);
    }

    /** Where a walk begins within the millisecond of a position. */
    private static String within(EventPosition behind, EventKind kind, String where) {
        int order = kind.compareTo(behind.kind());
        return order == 0 ? where : order > 0 ? "" : END;
    }

    private static Instant next(Instant moment) {
        return moment.plusMillis(1);
    }

    /** The beginning of every id that was made in this millisecond, by RFC 9562. */
    private static String idTime(Instant moment) {
        String digits = Long.toHexString(Math.max(0, moment.toEpochMilli()));
        String all = "0".repeat(Math.max(0, 12 - digits.length())) + digits;
        return all.substring(0, 8) + "-" + all.substring(8);
    }

    private static Instant timeOf(FeedbackId id) {
        String hex = id.value().substring(FeedbackId.PREFIX.length());
        return Instant.ofEpochMilli(Long.parseLong(hex.substring(0, 8) + hex.substring(9, 13), 16));
    }
}
