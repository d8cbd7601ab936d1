package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** All statements on {@code lease}. */
final class LeaseSql {
    /**
     * Binds: name, owner, until, now, far. Changes no row when somebody else has it. One that lasts an hour farther than ours
     * was taken before the clock was set back, and would keep everybody out until the clock is there again.
     */
    private static final String TAKE = """
            INSERT INTO lease (name, owner, until) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
            WHERE lease.owner = excluded.owner OR lease.until <= ? OR lease.until > ?
            """;

    private static final Duration FARTHER = Duration.ofHours(1);

    private LeaseSql() {}

    static boolean take(Statements statements, String name, String owner, Instant until, Instant now)
            throws SQLException {
        Instant far = until.plus(FARTHER);
        return statements.update(
                        TAKE,
                        binds -> binds.text(name)
                                .text(owner)
                                .time(until)
                                .time(now)
                                .time(far))
                == 1;
    }
}
