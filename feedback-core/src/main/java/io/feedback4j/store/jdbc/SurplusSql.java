package io.feedback4j.store.jdbc;

import io.feedback4j.store.Surplus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Counts each record that is at a destination beside the one that belongs there once, for ever. */
final class SurplusSql {
    /** Binds: destination, upstream id. */
    private static final String OURS = "SELECT 1 FROM delivery WHERE destination = ? AND upstream_id = ?";

    /** Binds: destination, assistant, fingerprint. */
    static final String EQUAL_ON_ITS_WAY = """
            SELECT 1 FROM delivery
            WHERE destination = ? AND state = 'sending' AND assistant_id = ? AND fingerprint = ? LIMIT 1
            """;

    private SurplusSql() {}

    /** @return 1 when it is new, 0 when it is known or may belong to one that is on its way */
    static int keep(Statements statements, String assistantId, String destination, Surplus surplus, Instant now)
            throws SQLException {
        String id = surplus.upstreamId();
        boolean ours = statements.first(OURS, binds -> binds.text(destination).text(id), Row::number) != null;
        if (ours || mayBeOnItsWay(statements, assistantId, destination, surplus)) {
            return 0;
        }
        Instant madeAt = surplus.createdAt() == null ? now : surplus.createdAt();
        boolean added = TombstoneSql.insert(
                statements, destination, id, assistantId, surplus.fingerprint(), TombstoneSql.SURPLUS, madeAt);
        if (added) {
            LedgerSql.addDuplicates(statements, destination, 1);
        }
        return added ? 1 : 0;
    }

    private static boolean mayBeOnItsWay(Statements statements, String assistantId, String destination, Surplus surplus)
            throws SQLException {
        List<Long> equal = statements.list(
                EQUAL_ON_ITS_WAY,
                binds -> binds.text(destination).text(assistantId).text(surplus.fingerprint()),
                Row::number);
        return !equal.isEmpty();
    }
}
