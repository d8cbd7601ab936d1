package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;

import io.feedback4j.store.StoreException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL's SQLStates mean for us (postgresql.org/docs/current/errcodes-appendix.html), by the longest beginning
 * that is known.
 */
final class PostgresErrors {
    private static final String CONNECTION = "08";
    private static final String UNREACHABLE = "08001";
    private static final String READ_ONLY = "25006";
    private static final String SERIALIZATION = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String CANCELLED = "57014";
    private static final String LOCKED = "55P03";

    private record Meaning(StoreException.Kind kind, String advice) {}

    private static final Map<String, Meaning> MEANINGS = meanings();

    private PostgresErrors() {}

    private static Map<String, Meaning> meanings() {
        Map<String, Meaning> all = new LinkedHashMap<>();
        all.put(
                CONNECTION,
                new Meaning(TRANSIENT, "the database cannot be reached; check that it runs at this address. "));
        all.put(READ_ONLY, new Meaning(TRANSIENT, "the database is for reading only, as a standby is. "));
        all.put("25P", new Meaning(TRANSIENT, "the database ended the transaction. "));
        all.put("28", new Meaning(PERMANENT, "the database refuses this user or password; check them. "));
        all.put("3D", new Meaning(PERMANENT, "there is no database of this name; make it, or check the name. "));
        all.put("3F", new Meaning(PERMANENT, "the schema is missing; put it back. "));
        all.put("40", new Meaning(TRANSIENT, "others were writing the same; it is tried again. "));
        all.put("42501", new Meaning(PERMANENT, "the database's user lacks a right; grant it. "));
        all.put("42P01", new Meaning(PERMANENT, "a table is missing; put it back. "));
        all.put("53", new Meaning(TRANSIENT, "the database lacks space, memory or connections; give it more. "));
        all.put("53100", new Meaning(TRANSIENT, "the database's disk is full; free some space. "));
        all.put("53300", new Meaning(TRANSIENT, "the database has no connection left; allow more, or use fewer. "));
        all.put("55", new Meaning(TRANSIENT, "somebody else holds what is needed. "));
        all.put(LOCKED, new Meaning(TRANSIENT, "somebody else holds a lock on the tables for too long. "));
        all.put("57", new Meaning(TRANSIENT, "the database is stopping or starting. "));
        all.put(CANCELLED, new Meaning(TRANSIENT, "it took too long. "));
        all.put("58", new Meaning(TRANSIENT, "the database's disk or system reports an error. "));
        all.put("XX001", new Meaning(PERMANENT, "the database is damaged; repair it or put back a backup. "));
        all.put("XX002", new Meaning(PERMANENT, "an index is damaged; have it built anew. "));
        return Map.copyOf(all);
    }

    /** The embedded database has numbers, and states for broken connections only. */
    static boolean isFrom(SQLException e) {
        return e.getSQLState() != null && e.getErrorCode() == 0;
    }

    static StoreException.Kind kind(SQLException e) {
        return meaning(e).kind();
    }

    /** What an operator can do; empty when nobody knows. */
    static String advice(SQLException e) {
        return meaning(e).advice();
    }

    private static Meaning meaning(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        for (int length = state.length(); length > 0; length--) {
            Meaning meaning = MEANINGS.get(state.substring(0, length));
            if (meaning != null) {
                return meaning;
            }
        }
        return new Meaning(PERMANENT, "");
    }

    /** Whether nothing more can be done with the connection, and the database may have changed when there is a new one. */
    static boolean breaksConnections(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith(CONNECTION)
                || state.startsWith("57P")
                || state.equals("25P03")
                || state.equals(READ_ONLY)
                || state.startsWith("58")
                || state.startsWith("XX");
    }

    /** Whether the same may work at once: nothing of it was done, for a reason that has passed. */
    static boolean canRepeat(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.equals(SERIALIZATION)
                || state.equals(DEADLOCK)
                || state.startsWith(CONNECTION)
                || state.startsWith("57P");
    }

    /** Whether somebody else held what was needed for too long. */
    static boolean isLocked(@Nullable Throwable failure) {
        return failure instanceof SQLException e && LOCKED.equals(e.getSQLState());
    }

    static boolean isCancelled(SQLException e) {
        return CANCELLED.equals(e.getSQLState());
    }

    /** What a source of connections says, which may not come from the database at all. */
    static SQLException unreachable(SQLException e) {
        SQLException told = e;
        while (told.getSQLState() == null && told.getCause() instanceof SQLException cause) {
            told = cause;
        }
        return told.getSQLState() == null ? new SQLException(firstLine(e), UNREACHABLE, e) : withoutValues(told);
    }

    /**
     * The same without anything but the first line: the database tells in the others which values it was about, and the
     * driver even in the first which values stood in a batch.
     */
    static SQLException withoutValues(SQLException e) {
        SQLException told = e;
        while (told instanceof BatchUpdateException && told.getNextException() != null) {
            told = told.getNextException();
        }
        String message = told instanceof BatchUpdateException ? "a batch failed" : firstLine(told);
        SQLException clean = new SQLException(message, told.getSQLState(), told.getErrorCode());
        clean.setStackTrace(told.getStackTrace());
        if (told.getCause() != null && !(told.getCause() instanceof SQLException)) {
            clean.initCause(told.getCause());
        }
        return clean;
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).strip();
    }
}
