package io.feedback4j.store.jdbc;

import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;

/** All statements on {@code impression}. */
final class ImpressionSql {
    /** In which everybody writes them, so that two who write the same never wait for each other. */
    private static final Comparator<Target> ORDER = Comparator.comparing(Target::assistantId)
            .thenComparing(Target::sessionId)
            .thenComparing(Target::messageId)
            .thenComparing(Target::voter);

    /** Binds: target (4), seen. */
    private static final String ADD = """
            INSERT INTO impression (assistant_id, session_id, message_id, voter, seen_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (assistant_id, session_id, message_id, voter) DO NOTHING
            """;

    /** Binds: before. */
    static final String HAS_OLD = "SELECT 1 FROM impression WHERE seen_at < ? LIMIT 1";

    /** Binds: before, limit. */
    static final String PURGE = """
            DELETE FROM impression WHERE (assistant_id, session_id, message_id, voter) IN
                (SELECT assistant_id, session_id, message_id, voter FROM impression
                WHERE seen_at < ? ORDER BY seen_at LIMIT ?)
            """;

    private static final String FIRST = """
            FROM impression WHERE assistant_id = ? ORDER BY session_id, message_id, voter LIMIT ?
            """;

    /** Binds: to, from, limit. */
    private static final String COPY = """
            INSERT INTO impression (assistant_id, session_id, message_id, voter, seen_at)
            SELECT CAST(? AS TEXT), i.session_id, i.message_id, i.voter, i.seen_at FROM
                (SELECT session_id, message_id, voter, seen_at\s""" + FIRST + """
            ) i WHERE true
            ON CONFLICT (assistant_id, session_id, message_id, voter) DO NOTHING
            """;

    /** Binds: from, limit. */
    private static final String REMOVE = """
            DELETE FROM impression WHERE (assistant_id, session_id, message_id, voter) IN
                (SELECT assistant_id, session_id, message_id, voter\s""" + FIRST + ")";

    private ImpressionSql() {}

    /** @return how many were new */
    static int add(Statements statements, Collection<Target> shown, Instant at) throws SQLException {
        int added = 0;
        for (Target target : shown.stream().sorted(ORDER).toList()) {
            added += statements.update(
                    ADD, binds -> FeedbackSql.bind(binds, target).time(at));
        }
        return added;
    }

    static boolean hasOld(Statements statements, Instant before) throws SQLException {
        return statements.first(HAS_OLD, binds -> binds.time(before), Row::number) != null;
    }

    /** @return how many */
    static int purge(Statements statements, Instant before, int limit) throws SQLException {
        return statements.update(PURGE, binds -> binds.time(before).number((long) limit));
    }

    /** Moves the first of one assistant to another; what is there already stays. @return how many */
    static int move(Statements statements, String from, String to, int limit) throws SQLException {
        statements.update(COPY, binds -> binds.text(to).text(from).number((long) limit));
        return statements.update(REMOVE, binds -> binds.text(from).number((long) limit));
    }
}
