package io.feedback4j.store.jdbc;

import io.feedback4j.store.Marker;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All statements on {@code marker}. */
final class MarkerSql {
    /** Binds: id, at, assistant, kind, label. */
    private static final String ADD = "INSERT INTO marker (id, at, assistant_id, kind, label) VALUES (?, ?, ?, ?, ?)";

    /** Binds: from, until, limit. */
    static final String LIST_ALL = """
            SELECT id, at, assistant_id, kind, label FROM marker WHERE at >= ? AND at < ? ORDER BY at DESC, id LIMIT ?
            """;

    /** Binds: from, until, assistant, limit. */
    static final String LIST_ONE = """
            SELECT id, at, assistant_id, kind, label FROM marker
            WHERE at >= ? AND at < ? AND (assistant_id = ? OR assistant_id = '') ORDER BY at DESC, id LIMIT ?
            """;

    /** Binds: id. */
    private static final String DELETE = "DELETE FROM marker WHERE id = ?";

    /** Binds: to, from. */
    private static final String MOVE = "UPDATE marker SET assistant_id = ? WHERE assistant_id = ?";

    /** Binds: before. */
    static final String PURGE = "DELETE FROM marker WHERE at < ?";

    private MarkerSql() {}

    static void add(Statements statements, Marker marker) throws SQLException {
        statements.update(
                ADD,
                binds -> binds.text(marker.id())
                        .time(marker.at())
                        .text(marker.assistantId())
                        .text(marker.kind())
                        .text(marker.label()));
    }

    /** Newest first. */
    static List<Marker> list(
            Statements statements, @Nullable String assistantId, Instant from, Instant until, int limit)
            throws SQLException {
        return statements.list(
                assistantId == null ? LIST_ALL : LIST_ONE,
                binds -> {
                    binds.time(from).time(until);
                    (assistantId == null ? binds : binds.text(assistantId)).number((long) limit);
                },
                row -> new Marker(row.text(), row.time(), row.text(), row.text(), row.text()));
    }

    static boolean delete(Statements statements, String id) throws SQLException {
        return statements.update(DELETE, binds -> binds.text(id)) > 0;
    }

    /** Moves those of one assistant to another. */
    static void move(Statements statements, String from, String to) throws SQLException {
        statements.update(MOVE, binds -> binds.text(to).text(from));
    }

    /** Forgets what is too old. */
    static void purge(Statements statements, Instant before) throws SQLException {
        statements.update(PURGE, binds -> binds.time(before));
    }
}
