package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;

/** The statements on {@code delivery} that leave what is uncertain to somebody's decision, and take it back. */
final class ParkSql {
    /** Binds: destination, last sent before. */
    static final String PARK = """
            UPDATE delivery SET available_at = %1$d
            WHERE destination = ? AND state = 'uncertain' AND available_at < %1$d AND last_attempt_at < ?
            """.formatted(DeliverySql.NEVER.toEpochMilli());

    /** Binds: now, destination. The name is taken as an expression, so that the few are found by the index of theirs. */
    static final String UNPARK = """
            UPDATE delivery SET available_at = ?
            WHERE destination || '' = ? AND state = 'uncertain' AND available_at >= %d
            """.formatted(DeliverySql.NEVER.toEpochMilli());

    private ParkSql() {}

    static int park(Statements statements, String destination, Instant lastSentBefore) throws SQLException {
        return statements.update(PARK, binds -> binds.text(destination).time(lastSentBefore));
    }

    static int unpark(Statements statements, String destination, Instant now) throws SQLException {
        return statements.update(UNPARK, binds -> binds.time(now).text(destination));
    }
}
