package io.feedback4j.store.jdbc;

import java.sql.SQLException;

/** All statements on {@code ledger}. */
final class LedgerSql {
    /** Binds: destination, node, accepted, purged. One row for each node, so that nodes do not wait for each other. */
    private static final String ADD = """
            INSERT INTO ledger (destination, node, accepted, purged) VALUES (?, ?, ?, ?)
            ON CONFLICT (destination, node) DO UPDATE
            SET accepted = ledger.accepted + excluded.accepted, purged = ledger.purged + excluded.purged
            """;

    /** Binds: destination. */
    private static final String SUM =
            "SELECT COALESCE(SUM(accepted), 0), COALESCE(SUM(purged), 0) FROM ledger WHERE destination = ?";

    private static final String PAST = "local";
    /** So many rows of nodes that may be gone are no harm. */
    private static final long MANY = 16;

    private static final String COUNT = "SELECT COUNT(*) FROM ledger";

    /** Binds: past, own, past. PostgreSQL's alone. A node that is still there begins a new row with its next votes. */
    private static final String FOLD = """
            WITH gone AS (DELETE FROM ledger WHERE node NOT IN (?, ?) RETURNING destination, accepted, purged)
            INSERT INTO ledger (destination, node, accepted, purged)
            SELECT destination, ?, SUM(accepted), SUM(purged) FROM gone GROUP BY destination ORDER BY destination
            ON CONFLICT (destination, node) DO UPDATE
            SET accepted = ledger.accepted + excluded.accepted, purged = ledger.purged + excluded.purged
            """;

    record Sum(long accepted, long purged) {}

    private LedgerSql() {}

    static void add(Statements statements, String destination, long accepted, long purged) throws SQLException {
        statements.update(
                ADD,
                binds -> binds.text(destination)
                        .text(statements.node())
                        .number(accepted)
                        .number(purged));
    }

    /** Makes one row for each destination of what nodes of the past have counted, once there are many. */
    static void fold(Statements statements) throws SQLException {
        Long rows = statements.first(COUNT, binds -> {}, Row::number);
        if (rows != null && rows > MANY) {
            statements.update(
                    FOLD, binds -> binds.text(PAST).text(statements.node()).text(PAST));
        }
    }

    static Sum sum(Statements statements, String destination) throws SQLException {
        Sum sum = statements.first(SUM, binds -> binds.text(destination), row -> new Sum(row.number(), row.number()));
        return sum == null ? new Sum(0, 0) : sum;
    }
}
