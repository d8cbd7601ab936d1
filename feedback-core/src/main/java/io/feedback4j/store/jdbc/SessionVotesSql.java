package io.feedback4j.store.jdbc;

import io.feedback4j.store.Scope;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statement that looks at the votes of one session. */
final class SessionVotesSql {
    /** A session of more votes than this is not looked at any more: what was found about it stays. */
    static final int MOST = 10_000;

    /** Binds: assistant, session, limit. */
    static final String CURRENT = """
            SELECT created_at, score, CASE WHEN text <> '' THEN 1 ELSE 0 END, reasons FROM feedback
            WHERE assistant_id = ? AND session_id = ? AND status = 'current' ORDER BY created_at, id || '' LIMIT ?
            """;

    /** One vote. */
    record Said(Instant at, double score, boolean commented, List<String> reasons) {
        Instant bucket() {
            return Scope.bucketOf(at);
        }

        VoteCounts counts() {
            return VoteCounts.of(score, commented, !reasons.isEmpty());
        }
    }

    private SessionVotesSql() {}

    /** In the order in which they were given. */
    static List<Said> current(Statements statements, String assistantId, String sessionId) throws SQLException {
        return statements.list(
                CURRENT, binds -> binds.text(assistantId).text(sessionId).number(MOST + 1L), SessionVotesSql::read);
    }

    private static Said read(Row row) throws SQLException {
        Instant at = row.time();
        Double score = row.realOrNull();
        return new Said(at, score == null ? Double.NaN : score, row.number() == 1, FeedbackSql.split(row.text()));
    }
}
