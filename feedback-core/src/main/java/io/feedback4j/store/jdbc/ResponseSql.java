package io.feedback4j.store.jdbc;

import io.feedback4j.store.Responses;
import io.feedback4j.store.Scope;
import java.sql.SQLException;

/**
 * The statements that tell what became of what was shown. They look at each target itself rather than at a sum, because
 * either of both, the showing and the vote, may come first and may be gone again; a bounded number of them, the last.
 */
final class ResponseSql {
    private static final String SUM = """
            SELECT COUNT(*), CAST(COALESCE(SUM(r.answered), 0) AS BIGINT) FROM (
                SELECT CASE WHEN EXISTS (SELECT 1 FROM feedback f
                    WHERE f.assistant_id = i.assistant_id AND f.session_id = i.session_id
                        AND f.message_id = i.message_id AND f.voter = i.voter AND f.status = 'current')
                    THEN 1 ELSE 0 END AS answered
                FROM impression i WHERE i.seen_at >= ? AND i.seen_at < ?""";

    private static final String LAST = " ORDER BY i.seen_at DESC LIMIT ?) r";

    /** Binds: from, until, limit. */
    static final String OF_ALL = SUM + LAST;

    /** Binds: from, until, assistant, limit. */
    static final String OF_ONE = SUM + " AND i.assistant_id = ?" + LAST;

    private ResponseSql() {}

    static Responses responses(Statements statements, Scope scope) throws SQLException {
        String assistant = scope.assistantId();
        return statements
                .list(
                        assistant == null ? OF_ALL : OF_ONE,
                        binds -> {
                            binds.time(scope.from()).time(scope.until());
                            (assistant == null ? binds : binds.text(assistant)).number((long) Responses.MOST);
                        },
                        row -> new Responses(row.number(), row.number()))
                .get(0);
    }
}
