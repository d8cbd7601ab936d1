package io.feedback4j.store.jdbc;

import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All statements on {@code audit}. */
final class AuditSql {
    /** Greater than every id. */
    private static final String END = "g";

    /** Binds: id, at, who, action, target, count, note. */
    private static final String ADD = """
            INSERT INTO audit (id, at, who, action, target, count, note) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET count = audit.count + excluded.count
            """;

    /** Binds: before, limit. */
    static final String LIST = """
            SELECT a.id, a.at, a.who, a.action, a.target, a.count, a.note FROM audit a
            WHERE a.id < ? ORDER BY a.id DESC LIMIT ?
            """;

    /** Binds: before. */
    static final String HAS_OLD = "SELECT 1 FROM audit WHERE id < ? LIMIT 1";

    /** Binds: before, limit. */
    static final String PURGE = "DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ? ORDER BY id LIMIT ?)";

    private AuditSql() {}

    static void add(Statements statements, AuditEntry entry) throws SQLException {
        statements.update(
                ADD,
                binds -> binds.text(entry.id())
                        .time(entry.at())
                        .text(entry.who())
                        .text(entry.action().word())
                        .text(entry.target())
                        .number(entry.count())
                        .text(entry.note()));
    }

    static List<AuditEntry> list(Statements statements, @Nullable String before, int limit) throws SQLException {
        return statements.list(
                LIST,
                binds -> binds.text(before == null ? END : before).number((long) limit),
                row -> new AuditEntry(
                        row.text(),
                        row.time(),
                        row.text(),
                        AuditAction.of(row.text()),
                        row.text(),
                        row.number(),
                        row.text()));
    }

    static boolean hasOld(Statements statements, Instant before) throws SQLException {
        return statements.first(HAS_OLD, binds -> binds.text(AuditEntry.idAt(before)), Row::number) != null;
    }

    /** @return how many */
    static int purge(Statements statements, Instant before, int limit) throws SQLException {
        return statements.update(
                PURGE, binds -> binds.text(AuditEntry.idAt(before)).number((long) limit));
    }
}
