package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.Sent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final String MAY_BE_THERE = "('sending', 'uncertain', 'delivered', 'ready')";

    private static final String OF_SESSIONS = "SELECT " + COLUMNS + """
            FROM feedback f JOIN delivery w ON w.feedback_id = f.id AND w.destination = ?
            WHERE f.assistant_id = ? AND w.first_attempt_at IS NOT NULL
            """;

    /** Binds: destination, assistant, sessions, limit. */
    static final String NAMELESS = OF_SESSIONS + " AND w.upstream_id IS NULL AND w.state IN " + MAY_BE_THERE
            + " AND w.fingerprint IS NOT NULL AND f.session_id IN (?) LIMIT ?";

    /** Binds: destination, assistant, fingerprints, sessions, limit. */
    static final String OTHERS = OF_SESSIONS + " AND (w.upstream_id IS NOT NULL OR w.state NOT IN " + MAY_BE_THERE
            + ") AND w.fingerprint IN (" + InList.MARKS
            + ") AND f.session_id IN (?) LIMIT ?";

    private SentSql() {}

    static List<Sent> secondLooks(Statements statements, String destination, String assistantId, Instant now, int limit)
            throws SQLException {
        return statements.list(
                SECOND_LOOKS,
                binds -> binds.text(destination).text(assistantId).time(now).number((long) limit),
                SentSql::read);
    }

    /** Of each portion of sessions, not more than the limit. */
    static List<Sent> nameless(
            Statements statements, String destination, String assistantId, Collection<String> sessionIds, int limit)
            throws SQLException {
        return InList.list(
                statements,
                NAMELESS,
                binds -> binds.text(destination).text(assistantId),
                sessionIds,
                binds -> binds.number((long) limit),
                SentSql::read);
    }

    /** Of each portion of sessions and fingerprints, not more than the limit. */
    static List<Sent> others(
            Statements statements,
            String destination,
            String assistantId,
            Collection<String> sessionIds,
            Collection<String> fingerprints,
            int limit)
            throws SQLException {
        List<Sent> others = new ArrayList<>();
        for (List<String> portion : InList.portions(fingerprints)) {
            others.addAll(InList.list(
                    statements,
                    OTHERS,
                    binds -> InList.bind(binds.text(destination).text(assistantId), portion),
                    sessionIds,
                    binds -> binds.number((long) limit),
                    SentSql::read));
        }
        return others;
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
