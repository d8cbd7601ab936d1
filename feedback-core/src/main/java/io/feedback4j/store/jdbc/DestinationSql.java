package io.feedback4j.store.jdbc;

import io.feedback4j.store.DestinationStatus;
import java.sql.SQLException;
import java.util.List;

/** All statements on {@code destination}. */
final class DestinationSql {
    private static final String LIST = """
            SELECT destination, assistant_id, state, since, next_at, failures, reason FROM destination
            ORDER BY destination, assistant_id
            """;

    /** Binds: destination, assistant, state, since, next, failures, reason. */
    private static final String SAVE = """
            INSERT INTO destination (destination, assistant_id, state, since, next_at, failures, reason)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (destination, assistant_id) DO UPDATE
            SET state = excluded.state, since = excluded.since, next_at = excluded.next_at,
                failures = excluded.failures, reason = excluded.reason
            """;

    /** Binds: assistant. */
    private static final String FORGET = "DELETE FROM destination WHERE assistant_id = ?";

    private DestinationSql() {}

    static List<DestinationStatus> list(Statements statements) throws SQLException {
        return statements.list(LIST, binds -> {}, DestinationSql::read);
    }

    static void save(Statements statements, DestinationStatus status) throws SQLException {
        statements.update(SAVE, binds -> bind(binds, status));
    }

    static void forget(Statements statements, String assistantId) throws SQLException {
        statements.update(FORGET, binds -> binds.text(assistantId));
    }

    private static void bind(Binds binds, DestinationStatus status) throws SQLException {
        binds.text(status.destination())
                .text(status.assistantId())
                .text(status.state().word())
                .time(status.since())
                .time(status.nextAt())
                .number((long) status.failures())
                .text(status.reason());
    }

    private static DestinationStatus read(Row row) throws SQLException {
        return new DestinationStatus(
                row.text(),
                row.text(),
                DestinationStatus.State.of(row.text()),
                row.time(),
                row.timeOrNull(),
                (int) row.number(),
                row.textOrNull());
    }
}
