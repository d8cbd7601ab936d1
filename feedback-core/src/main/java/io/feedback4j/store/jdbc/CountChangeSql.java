package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All statements on {@code count_change}. */
final class CountChangeSql {
    /** Binds: id, at, size, changes. */
    private static final String INSERT = "INSERT INTO count_change (id, at, size, changes) VALUES (?, ?, ?, ?)";

    /** Binds: limit. */
    static final String OLDEST = "SELECT id, size, changes FROM count_change ORDER BY id LIMIT ?";

    /** Binds: id. */
    private static final String DELETE = "DELETE FROM count_change WHERE id = ?";

    /** The oldest, by its id, which begins with its time. */
    static final String WAITS_SINCE = "SELECT at FROM count_change ORDER BY id LIMIT 1";

    /**
     * Binds: after id, limit. Everything that has changed, and the next of what is kept, in one statement, because two see
     * two moments in some databases.
     */
    static final String ALL_AND_KEPT = """
            SELECT * FROM (SELECT 'kept', f.id, f.assistant_id, f.session_id, f.message_id, f.score, f.text, f.reasons,
                    f.status, f.created_at
                FROM feedback f WHERE f.id > ? ORDER BY f.id LIMIT ?) k
            UNION ALL
            SELECT 'changed', id, '', '', '', NULL, changes, '', '', at FROM count_change
            """;

    /** Written by one transaction. */
    record Portion(String id, long size, String changes) {}

    /** What is kept, or (with an {@code id} of the row and no {@code kept}) what has changed. */
    record Found(String id, @Nullable CountChange kept, String changes) {}

    private CountChangeSql() {}

    static void insert(Statements statements, String id, Instant at, long size, String changes) throws SQLException {
        statements.update(INSERT, binds -> binds.text(id).time(at).number(size).text(changes));
    }

    static List<Portion> oldest(Statements statements, int limit) throws SQLException {
        return statements.list(
                OLDEST, binds -> binds.number((long) limit), row -> new Portion(row.text(), row.number(), row.text()));
    }

    static void delete(Statements statements, List<String> ids) throws SQLException {
        statements.updateEach(
                DELETE,
                ids.stream()
                        .map(id -> (Statements.Binder) binds -> binds.text(id))
                        .toList());
    }

    /** Since when something waits to be added up; {@code null} when nothing does. */
    static @Nullable Instant waitsSince(Statements statements) throws SQLException {
        return statements.first(WAITS_SINCE, binds -> {}, Row::time);
    }

    static List<Found> allAndKept(Statements statements, String after, int limit) throws SQLException {
        return statements.list(ALL_AND_KEPT, binds -> binds.text(after).number((long) limit), CountChangeSql::found);
    }

    private static Found found(Row row) throws SQLException {
        boolean kept = row.text().equals("kept");
        String id = row.text();
        String assistantId = row.text();
        String sessionId = row.text();
        String messageId = row.text();
        Double score = row.realOrNull();
        String text = row.text();
        List<String> reasons = FeedbackSql.split(row.text());
        boolean current = row.text().equals("current");
        Instant at = row.time();
        if (!kept) {
            return new Found(id, null, text);
        }
        CountChange change = new CountChange(
                current ? 1 : 0,
                id,
                assistantId,
                sessionId,
                messageId,
                at,
                score == null ? Double.NaN : score,
                !text.isEmpty(),
                reasons);
        return new Found(id, change, "");
    }
}
