package io.feedback4j.store.jdbc;

import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.ScoredVote;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All statements on {@code alert_state} and {@code alert}. */
final class AlertSql {
    /** Binds: assistant. */
    private static final String STATE = """
            SELECT assistant_id, line, position, votes, positive, armed FROM alert_state WHERE assistant_id = ?
            """;

    /** Binds: assistant, line, position, votes, positive, armed. */
    private static final String BEGIN = """
            INSERT INTO alert_state (assistant_id, line, position, votes, positive, armed) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (assistant_id) DO NOTHING
            """;

    /** Binds: line, position, votes, positive, armed, assistant, line before, position before. */
    private static final String GO_ON = """
            UPDATE alert_state SET line = ?, position = ?, votes = ?, positive = ?, armed = ?
            WHERE assistant_id = ? AND line = ? AND position = ?
            """;

    private static final String VOTES = """
            SELECT f.id, CASE WHEN f.score > 0.5 THEN 1 ELSE 0 END, f.created_at FROM feedback f
            WHERE f.assistant_id = ? AND f.id > ? AND f.id < ? AND f.status = 'current' AND f.score IS NOT NULL""";

    /** Binds: assistant, after, before, limit. */
    static final String ALL_VOTES = VOTES + " ORDER BY f.id LIMIT ?";

    /** Binds: assistant, after, before, after, limit. */
    static final String NEW_VOTES = VOTES + """
             AND NOT EXISTS (SELECT 1 FROM feedback e
                WHERE e.assistant_id = f.assistant_id AND e.session_id = f.session_id AND e.message_id = f.message_id
                AND e.voter = f.voter AND e.number < f.number AND e.id <= ? AND e.score IS NOT NULL)
            ORDER BY f.id LIMIT ?
            """;

    private static final String COLUMNS =
            "a.id, a.assistant_id, a.line, a.fired_at, a.votes, a.positive, a.recovered_at, a.announced_at";

    /** Binds: id, assistant, line, fired, votes, positive, recovered, announced. */
    private static final String PUT = """
            INSERT INTO alert (id, assistant_id, line, fired_at, votes, positive, recovered_at, announced_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET recovered_at = excluded.recovered_at
            """;

    /** Binds: limit. */
    static final String UNANNOUNCED =
            "SELECT " + COLUMNS + " FROM alert a WHERE a.announced_at IS NULL ORDER BY a.fired_at LIMIT ?";

    /** Binds: announced, id. */
    private static final String ANNOUNCED = "UPDATE alert SET announced_at = ? WHERE id = ? AND announced_at IS NULL";

    /** Binds: limit. */
    static final String NEWEST = "SELECT " + COLUMNS + " FROM alert a ORDER BY a.fired_at DESC LIMIT ?";

    /** Binds: assistant, limit. */
    static final String NEWEST_OF =
            "SELECT " + COLUMNS + " FROM alert a WHERE a.assistant_id = ? ORDER BY a.fired_at DESC LIMIT ?";

    /** Binds: fired before. */
    static final String PURGE = "DELETE FROM alert WHERE fired_at < ? AND announced_at IS NOT NULL";

    /** Binds: to, from. */
    private static final String MOVE = "UPDATE alert SET assistant_id = ? WHERE assistant_id = ?";

    /** Binds: to, from. */
    private static final String COPY_STATE = """
            INSERT INTO alert_state (assistant_id, line, position, votes, positive, armed)
            SELECT CAST(? AS TEXT), s.line, s.position, s.votes, s.positive, s.armed
            FROM alert_state s WHERE s.assistant_id = ?
            ON CONFLICT (assistant_id) DO NOTHING
            """;

    /** Binds: assistant. */
    private static final String FORGET_STATE = "DELETE FROM alert_state WHERE assistant_id = ?";

    private AlertSql() {}

    static @Nullable AlertState state(Statements statements, String assistantId) throws SQLException {
        return statements.first(STATE, binds -> binds.text(assistantId), AlertSql::readState);
    }

    private static AlertState readState(Row row) throws SQLException {
        return new AlertState(row.text(), real(row), row.text(), row.number(), row.number(), row.number() == 1);
    }

    private static double real(Row row) throws SQLException {
        Double value = row.realOrNull();
        return value == null ? 0 : value;
    }

    /** @return whether nobody else was quicker */
    static boolean save(Statements statements, @Nullable AlertState before, AlertState after) throws SQLException {
        long armed = after.armed() ? 1 : 0;
        int changed = before == null
                ? statements.update(
                        BEGIN,
                        binds -> binds.text(after.assistantId())
                                .real(after.line())
                                .text(after.position())
                                .number(after.votes())
                                .number(after.positive())
                                .number(armed))
                : statements.update(
                        GO_ON,
                        binds -> binds.real(after.line())
                                .text(after.position())
                                .number(after.votes())
                                .number(after.positive())
                                .number(armed)
                                .text(before.assistantId())
                                .real(before.line())
                                .text(before.position()));
        return changed == 1;
    }

    /** @param changesToo see {@link io.feedback4j.store.AlertStore#votes} */
    static List<ScoredVote> votes(
            Statements statements, String assistantId, String after, String before, boolean changesToo, int limit)
            throws SQLException {
        return statements.list(
                changesToo ? ALL_VOTES : NEW_VOTES,
                binds -> {
                    binds.text(assistantId).text(after).text(before);
                    if (!changesToo) {
                        binds.text(after);
                    }
                    binds.number((long) limit);
                },
                row -> new ScoredVote(row.text(), row.number() == 1, row.time()));
    }

    static void put(Statements statements, Alert alert) throws SQLException {
        statements.update(
                PUT,
                binds -> binds.text(alert.id())
                        .text(alert.assistantId())
                        .real(alert.line())
                        .time(alert.firedAt())
                        .number(alert.votes())
                        .number(alert.positive())
                        .time(alert.recoveredAt())
                        .time(alert.announcedAt()));
    }

    static List<Alert> unannounced(Statements statements, int limit) throws SQLException {
        return statements.list(UNANNOUNCED, binds -> binds.number((long) limit), AlertSql::read);
    }

    static void announced(Statements statements, String id, Instant at) throws SQLException {
        statements.update(ANNOUNCED, binds -> binds.time(at).text(id));
    }

    static List<Alert> newest(Statements statements, @Nullable String assistantId, int limit) throws SQLException {
        return assistantId == null
                ? statements.list(NEWEST, binds -> binds.number((long) limit), AlertSql::read)
                : statements.list(NEWEST_OF, binds -> binds.text(assistantId).number((long) limit), AlertSql::read);
    }

    private static Alert read(Row row) throws SQLException {
        return new Alert(
                row.text(),
                row.text(),
                real(row),
                row.time(),
                row.number(),
                row.number(),
                row.timeOrNull(),
                row.timeOrNull());
    }

    /** Forgets what is too old. */
    static void purge(Statements statements, Instant before) throws SQLException {
        statements.update(PURGE, binds -> binds.time(before));
    }

    /** Moves what was noticed of one assistant to another, which goes on with the watch unless it has one of its own. */
    static void move(Statements statements, String from, String to) throws SQLException {
        statements.update(MOVE, binds -> binds.text(to).text(from));
        statements.update(COPY_STATE, binds -> binds.text(to).text(from));
        statements.update(FORGET_STATE, binds -> binds.text(from));
    }
}
