package io.feedback4j.store.jdbc;

import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.ClaimRequest;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Where the databases cannot be told the same thing in the same words. */
enum Dialect {
    /** One process, one writer: what a transaction has read cannot change before it ends. */
    SQLITE {
        @Override
        String script(String text) {
            return text;
        }

        @Override
        String forUpdate(String table) {
            return "";
        }

        @Override
        boolean hasTable(Statements statements, String name) throws SQLException {
            return statements.first(SQLITE_TABLE, binds -> binds.text(name), Row::number) != null;
        }

        @Override
        void lock(Statements statements, Collection<Target> targets) {
            // there is one writer
        }

        @Override
        boolean isAlone(Statements statements, int work) {
            return true;
        }

        @Override
        List<ClaimRequest> free(Statements statements, String destination, List<ClaimRequest> wanted) {
            return wanted;
        }

        @Override
        ChangeTables tables(Statements statements, List<Change> changes) {
            return new ImmediateTables(statements);
        }
    },

    /** Many processes, each statement a trip through the network, and rows that others change in between. */
    POSTGRES {
        @Override
        String script(String text) {
            // Text sorts as its bytes do, as in SQLite: whatever the database's language, ids stay in the order of
            // time.
            return text.replaceAll("\\bTEXT\\b", "TEXT COLLATE \"C\"");
        }

        @Override
        String forUpdate(String table) {
            return " FOR UPDATE OF " + table;
        }

        @Override
        boolean hasTable(Statements statements, String name) throws SQLException {
            return statements.first(POSTGRES_TABLE, binds -> binds.text(name), Row::number) != null;
        }

        @Override
        void lock(Statements statements, Collection<Target> targets) throws SQLException {
            TargetLocks.lock(statements, targets);
        }

        @Override
        boolean isAlone(Statements statements, int work) throws SQLException {
            return statements.first(ALONE, binds -> binds.number((long) work), Row::number) != null;
        }

        @Override
        List<ClaimRequest> free(Statements statements, String destination, List<ClaimRequest> wanted)
                throws SQLException {
            return ClaimSql.free(statements, destination, wanted);
        }

        @Override
        ChangeTables tables(Statements statements, List<Change> changes) throws SQLException {
            return BatchedTables.of(statements, changes);
        }
    };

    /** Binds: name. */
    private static final String SQLITE_TABLE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";

    /** Binds: work. Two numbers, which are other locks than those of one (see {@link TargetLocks}). */
    private static final String ALONE =
            "SELECT 1 FROM (SELECT pg_try_advisory_xact_lock(1718383412, CAST(? AS INTEGER)) AS taken) t WHERE t.taken";

    /** Binds: name. Only in the schema of our own, which comes first in the search path. */
    private static final String POSTGRES_TABLE =
            "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = ?";

    /** A script of the schema as this database takes it. */
    abstract String script(String text);

    /**
     * What is put behind a query whose answer must not change before the transaction ends.
     *
     * @param table the rows of which table, by its name in the query
     */
    abstract String forUpdate(String table);

    abstract boolean hasTable(Statements statements, String name) throws SQLException;

    /** Until the transaction ends, nobody else writes what is said on these targets. */
    abstract void lock(Statements statements, Collection<Target> targets) throws SQLException;

    /** Whether no other process does this work; none begins it before the transaction ends. Never waits. */
    abstract boolean isAlone(Statements statements, int work) throws SQLException;

    /** Those of the wanted that no other transaction is doing something about; this one has them until it ends. */
    abstract List<ClaimRequest> free(Statements statements, String destination, List<ClaimRequest> wanted)
            throws SQLException;

    /** The tables as {@link ChangeWriter} uses them for these changes. */
    abstract ChangeTables tables(Statements statements, List<Change> changes) throws SQLException;
}
