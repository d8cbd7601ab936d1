package io.feedback4j.store.jdbc;

import java.sql.SQLException;

/** All statements on {@code ledger}. */
final class LedgerSql {
    /** One row for each node, so that nodes do not wait for each other; the embedded database has one. */
    private static final String NODE = "local";

    /** Binds: destination, node, accepted, purged. */
    private static final String ADD = """
            INSERT INTO ledger (destination, node, accepted, purged) VALUES (?, ?, ?, ?)
            ON CONFLICT (destination, node) DO UPDATE
            SET accepted = ledger.accepted + excluded.accepted, purged = ledger.purged + excluded.purged
            """;

    /** Binds: destination. */
    private static final String SUM =
            "SELECT COALESCE(SUM(accepted), 0), COALESCE(SUM(purged), 0), COALESCE(SUM(duplicates), 0) FROM ledger"
                    + " WHERE destination = ?";

    /** Binds: destination, node, duplicates. */
    private static final String ADD_DUPLICATES = """
            INSERT INTO ledger (destination, node, accepted, purged, duplicates) VALUES (?, ?, 0, 0, ?)
            ON CONFLICT (destination, node) DO UPDATE SET duplicates = ledger.duplicates + excluded.duplicates
            """;

    record Sum(long accepted, long purged, long duplicates) {}

    private LedgerSql() {}

    static void add(Statements statements, String destination, long accepted, long purged) throws SQLException {
        statements.update(
                ADD,
                binds -> binds.text(destination).text(NODE).number(accepted).number(purged));
    }

    static void addDuplicates(Statements statements, String destination, long duplicates) throws SQLException {
        statements.update(
                ADD_DUPLICATES, binds -> binds.text(destination).text(NODE).number(duplicates));
    }

    static Sum sum(Statements statements, String destination) throws SQLException {
        Sum sum = statements.first(
                SUM, binds -> binds.text(destination), row -> new Sum(row.number(), row.number(), row.number()));
        return sum == null ? new Sum(0, 0, 0) : sum;
    }
}
