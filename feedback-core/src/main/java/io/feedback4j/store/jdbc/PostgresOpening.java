package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;

import io.feedback4j.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Makes sure that a PostgreSQL database keeps what it is given, and has the tables, before it is used. */
final class PostgresOpening {
    /** Of its own, so that the application's tables may have the same names. */
    static final String SCHEMA = "feedback4j";

    private static final String PRODUCT = "PostgreSQL";
    private static final String UTF8 = "UTF8";

    private static final String SETTINGS = """
            SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('server_encoding'),
                CASE WHEN pg_is_in_recovery() THEN 1 ELSE 0 END
            """;

    /** Binds: schema. */
    private static final String HAS_SCHEMA = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?";

    /** One statement of a script, which may have to go through all there is. */
    private static final Duration MAKING_TABLES = Duration.ofMinutes(30);
    /** Tables that are in use are waited for no longer, because all that comes after waits too. */
    private static final Duration OTHERS_MAKING_TABLES = Duration.ofSeconds(3);

    private final String place;
    private final InstantSource clock;

    PostgresOpening(String place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** @throws StoreException when this is no database of ours to be: what would have to change is in its message */
    void checkProduct(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!PRODUCT.equals(product)) {
            throw new StoreException(PERMANENT, place + " is " + product + "; the shared store needs " + PRODUCT, null);
        }
    }

    /**
     * To be run in a transaction that writes. Makes no table where all are there, for which the user might not have the
     * right; and writes in every case, so that what is opened has just been written to.
     */
    void prepare(PostgresLease lease) throws SQLException {
        Statements statements = lease.statements();
        checkDurable(statements);
        Schema schema = new Schema();
        if (!isApplied(statements, schema)) {
            lease.limit(MAKING_TABLES, OTHERS_MAKING_TABLES);
            TargetLocks.lockKeys(statements, List.of(TargetLocks.SCHEMA));
            makeSchema(statements);
            schema.apply(statements);
        }
        MetaSql.makeSecret(statements);
        MetaSql.put(statements, "opened_at", clock.instant().toString());
        LedgerSql.fold(statements);
    }

    private void checkDurable(Statements statements) throws SQLException {
        statements.list(SETTINGS, binds -> {}, row -> {
            check("on".equals(row.text()), "fsync is off: it would lose votes in a power cut. Set fsync = on");
            check(
                    "on".equals(row.text()),
                    "full_page_writes is off: it could be damaged in a power cut. Set full_page_writes = on");
            check(UTF8.equals(row.text()), "its encoding is not UTF8, which cannot hold every text");
            if (row.number() == 1) {
                throw new StoreException(
                        TRANSIENT, place + " is a standby and for reading only; votes need the primary", null);
            }
            return row;
        });
    }

    private void check(boolean kept, String problem) {
        if (!kept) {
            throw new StoreException(PERMANENT, place + " is not fit to keep votes: " + problem, null);
        }
    }

    private static boolean isApplied(Statements statements, Schema schema) throws SQLException {
        return hasSchema(statements) && schema.isApplied(statements);
    }

    private static boolean hasSchema(Statements statements) throws SQLException {
        return statements.first(HAS_SCHEMA, binds -> binds.text(SCHEMA), Row::number) != null;
    }

    /** Not by IF NOT EXISTS alone, for which the right is needed also where it exists. */
    private static void makeSchema(Statements statements) throws SQLException {
        if (!hasSchema(statements)) {
            statements.run("CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
        }
    }
}
