package io.feedback4j.store.jdbc;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** All statements on {@code meta}: facts about the store itself, by name. */
final class MetaSql {
    static final String TABLE = "meta";

    static final String CREATE =
            "CREATE TABLE IF NOT EXISTS meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)";

    private static final int SECRET_BYTES = 32;
    private static final String SECRET = "secret";

    /** Binds: name. */
    private static final String FIND = "SELECT value FROM meta WHERE name = ?";

    /** Binds: name, value. */
    private static final String PUT =
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    /** Binds: name, value. */
    private static final String PUT_ONCE = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";

    private MetaSql() {}

    static @Nullable String find(Statements statements, String name) throws SQLException {
        return statements.first(FIND, binds -> binds.text(name), Row::text);
    }

    static void put(Statements statements, String name, String value) throws SQLException {
        statements.update(PUT, binds -> binds.text(name).text(value));
    }

    /** Makes the store's secret unless it has one. */
    static void makeSecret(Statements statements) throws SQLException {
        if (find(statements, SECRET) == null) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            statements.update(
                    PUT_ONCE, binds -> binds.text(SECRET).text(HexFormat.of().formatHex(secret)));
        }
    }

    static byte[] secret(Statements statements) throws SQLException {
        String secret = find(statements, SECRET);
        if (secret == null) {
            throw new SQLException("the store has no secret");
        }
        return HexFormat.of().parseHex(secret);
    }
}
