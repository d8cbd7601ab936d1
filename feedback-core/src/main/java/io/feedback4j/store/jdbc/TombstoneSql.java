package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All statements on {@code tombstone}. */
final class TombstoneSql {
    static final String SURPLUS = "surplus";
    static final String PURGED = "purged";

    /** Before the name of what has no id at the destination. */
    private static final String NAMELESS = "?";

    /** Binds: destination, name, nameless, assistant, fingerprint, reason, made. */
    private static final String INSERT = """
            INSERT INTO tombstone (destination, name, nameless, assistant_id, fingerprint, reason, made_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (destination, name) DO NOTHING
            """;

    /** Binds: destination, names. */
    private static final String KNOWN = "SELECT name FROM tombstone WHERE destination = ? AND name IN (?)";

    /** Binds: destination, fingerprints. */
    private static final String NAMELESS_LIKE = """
            SELECT name, fingerprint, made_at FROM tombstone
            WHERE destination = ? AND nameless = 1 AND fingerprint IN (?)
            """;

    /** Binds: made before, limit. */
    private static final String FORGET = """
            DELETE FROM tombstone WHERE (destination, name) IN
                (SELECT destination, name FROM tombstone WHERE made_at < ? ORDER BY made_at LIMIT ?)
            """;

    /** One whose id at the destination is not known. */
    record Nameless(String name, String fingerprint, Instant madeAt) {}

    private TombstoneSql() {}

    /** @return whether it was not there before */
    static boolean insert(
            Statements statements,
            String destination,
            String name,
            String assistantId,
            @Nullable String fingerprint,
            String reason,
            Instant madeAt)
            throws SQLException {
        return statements.update(
                        INSERT,
                        binds -> binds.text(destination)
                                .text(name)
                                .number(name.startsWith(NAMELESS) ? 1L : 0L)
                                .text(assistantId)
                                .text(fingerprint)
                                .text(reason)
                                .time(madeAt))
                > 0;
    }

    /** The name for what has no id at the destination. */
    static String nameless(String feedbackId) {
        return NAMELESS + feedbackId;
    }

    static List<String> known(Statements statements, String destination, Collection<String> upstreamIds)
            throws SQLException {
        return InList.list(statements, KNOWN, binds -> binds.text(destination), upstreamIds, Row::text);
    }

    static List<Nameless> nameless(Statements statements, String destination, Collection<String> fingerprints)
            throws SQLException {
        return InList.list(
                statements,
                NAMELESS_LIKE,
                binds -> binds.text(destination),
                fingerprints,
                row -> new Nameless(row.text(), row.text(), row.time()));
    }

    /** @return how many */
    static int forget(Statements statements, Instant madeBefore, int limit) throws SQLException {
        return statements.update(FORGET, binds -> binds.time(madeBefore).number((long) limit));
    }
}
