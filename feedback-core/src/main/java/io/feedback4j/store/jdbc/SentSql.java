package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.Sent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The statements that find what a destination may have a record of. */
final class SentSql {
    private static final String COLUMNS = """
            w.feedback_id, w.destination, w.fence, w.attempts, f.session_id, f.message_id, w.state, w.upstream_id,
                w.fingerprint, w.first_attempt_at, w.last_attempt_at, w.absences
            """;

    /** Binds: destination, assistant, now, limit. */
    static final String SECOND_LOOKS = "SELECT " + COLUMNS + """
            FROM delivery w JOIN feedback f ON f.id = w.feedback_id
            WHERE w.destination = ? AND w.assistant_id = ? AND w.look_at <= ? AND w.state = 'delivered'
                AND w.fingerprint IS NOT NULL
            ORDER BY w.look_at LIMIT ?
            """;

    /** Binds: destination, assistant, sessions. */
    static final String OF_SESSIONS = "SELECT " + COLUMNS + """
            FROM feedback f JOIN delivery w ON w.feedback_id = f.id AND w.destination = ?
            WHERE f.assistant_id = ? AND f.session_id IN (?) AND w.fingerprint IS NOT NULL
                AND w.first_attempt_at IS NOT NULL
            """;

    private SentSql() {}

    static List<Sent> secondLooks(Statements statements, String destination, String assistantId, Instant now, int limit)
            throws SQLException {
        return statements.list(
                SECOND_LOOKS,
                binds -> binds.text(destination).text(assistantId).time(now).number((long) limit),
                SentSql::read);
    }

    static List<Sent> ofSessions(
            Statements statements, String destination, String assistantId, Collection<String> sessionIds)
            throws SQLException {
        return InList.list(
                statements, OF_SESSIONS, binds -> binds.text(destination).text(assistantId), sessionIds, SentSql::read);
    }

    private static Sent read(Row row) throws SQLException {
        return new Sent(
                new Claim(new FeedbackId(row.text()), row.text(), row.number(), (int) row.number()),
                row.text(),
                row.text(),
                DeliveryState.of(row.text()),
                row.textOrNull(),
                row.text(),
                row.time(),
                row.time(),
                (int) row.number());
    }
}
