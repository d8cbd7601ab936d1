package io.feedback4j.store.jdbc;

import io.feedback4j.store.Burst;
import io.feedback4j.store.Scope;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All statements on {@code burst}. */
final class BurstSql {
    private static final String COLUMNS = "id, bucket, assistant_id, session_id, included, reasons, " + SumSql.COLUMNS;

    /** Binds: id, bucket, assistant, session, reasons, counts (19). */
    private static final String PUT = "INSERT INTO burst (" + COLUMNS + ") VALUES (?, ?, ?, ?, 0, ?, " + SumSql.MARKS
            + ") ON CONFLICT (id) DO UPDATE SET reasons = excluded.reasons, " + SumSql.setting();

    /** Binds: assistant, session. */
    static final String OF_SESSION = "SELECT id FROM burst WHERE assistant_id = ? AND session_id = ?";

    /** Binds: id. */
    private static final String DELETE = "DELETE FROM burst WHERE id = ?";

    /** Those of sessions that have no votes any more. */
    private static final String DELETE_LEFT = """
            DELETE FROM burst WHERE NOT EXISTS (SELECT 1 FROM session_total s
                WHERE s.assistant_id = burst.assistant_id AND s.name = burst.session_id)
            """;

    /** Binds: from, until, limit. */
    static final String LIST_ALL =
            "SELECT " + COLUMNS + " FROM burst" + SumSql.OF_ALL + " ORDER BY bucket DESC, id LIMIT ?";

    /** Binds: from, until, assistant, limit. */
    static final String LIST_ONE =
            "SELECT " + COLUMNS + " FROM burst" + SumSql.OF_ONE + " ORDER BY bucket DESC, id LIMIT ?";

    /** Binds: included, id. */
    private static final String DECIDE = "UPDATE burst SET included = ? WHERE id = ? RETURNING " + COLUMNS;

    /** Less than it would be with all kept: whoever reads sums reads these too. */
    private static final int MOST = 10_000;

    /** A burst and the reasons its votes gave. */
    record Found(Burst burst, Map<String, Long> reasons) {}

    private BurstSql() {}

    /** Tells nothing of the session, and is the same however often the sums are made anew. */
    static String idOf(Statements statements, String assistantId, String sessionId, Instant bucket)
            throws SQLException {
        return SessionHash.of(statements).burst(assistantId, sessionId, bucket);
    }

    static void put(
            Statements statements,
            String id,
            String assistantId,
            String sessionId,
            Instant bucket,
            VoteCounts counts,
            Map<String, Long> reasons)
            throws SQLException {
        StringBuilder lines = new StringBuilder();
        reasons.forEach((reason, votes) ->
                lines.append(votes).append(' ').append(reason).append('\n'));
        statements.update(
                PUT,
                binds -> SumSql.bind(
                        binds.text(id)
                                .time(bucket)
                                .text(assistantId)
                                .text(sessionId)
                                .text(lines.toString()),
                        counts));
    }

    static List<String> ofSession(Statements statements, String assistantId, String sessionId) throws SQLException {
        return statements.list(OF_SESSION, binds -> binds.text(assistantId).text(sessionId), Row::text);
    }

    static void delete(Statements statements, String id) throws SQLException {
        statements.update(DELETE, binds -> binds.text(id));
    }

    static void deleteLeft(Statements statements) throws SQLException {
        statements.update(DELETE_LEFT, binds -> {});
    }

    static List<Found> list(Statements statements, Scope scope, int limit) throws SQLException {
        String assistant = scope.assistantId();
        return statements.list(
                assistant == null ? LIST_ALL : LIST_ONE,
                binds -> {
                    binds.time(scope.from()).time(scope.until());
                    (assistant == null ? binds : binds.text(assistant)).number((long) limit);
                },
                BurstSql::read);
    }

    /** Those that do not count. */
    static List<Found> apart(Statements statements, Scope scope) throws SQLException {
        return list(statements, scope, MOST).stream()
                .filter(found -> !found.burst().included())
                .toList();
    }

    static @Nullable Burst decide(Statements statements, String id, boolean included) throws SQLException {
        Found found = statements.first(
                DECIDE, binds -> binds.number(included ? 1L : 0L).text(id), BurstSql::read);
        return found == null ? null : found.burst();
    }

    private static Found read(Row row) throws SQLException {
        String id = row.text();
        Instant bucket = row.time();
        String assistantId = row.text();
        String sessionId = row.text();
        boolean included = row.number() == 1;
        Map<String, Long> reasons = new TreeMap<>();
        for (String line : row.text().split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                reasons.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
            }
        }
        return new Found(new Burst(id, assistantId, sessionId, bucket, SumSql.read(row), included), reasons);
    }
}
