package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Instant;

/** All statements on {@code lease}. */
final class LeaseSql {
    /** Binds: name, owner, until, now. Changes no row when somebody else has it. */
    private static final String TAKE = """
            INSERT INTO lease (name, owner, until) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
            WHERE lease.owner = excluded.owner OR lease.until <= ?
            """;

    private LeaseSql() {}

    static boolean take(Statements statements, String name, String owner, Instant until, Instant now)
            throws SQLException {
        return statements.update(
                        TAKE, binds -> binds.text(name).text(owner).time(until).time(now))
                == 1;
    }
}
