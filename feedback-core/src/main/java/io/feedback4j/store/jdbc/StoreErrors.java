package io.feedback4j.store.jdbc;

import static io.feedback4j.store.StoreException.Kind.PERMANENT;
import static io.feedback4j.store.StoreException.Kind.TRANSIENT;

import io.feedback4j.store.StoreException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a database's error means: by SQLState where the driver gives one, else by SQLite's primary result code
 * (sqlite.org/rescode.html).
 */
final class StoreErrors {
    private static final int PERM = 3;
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int NOMEM = 7;
    private static final int READONLY = 8;
    private static final int INTERRUPT = 9;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int TOOBIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int RANGE = 25;
    private static final int NOTADB = 26;

    private static final String CONNECTION = "08";
    private static final String CONNECTION_FAILURE = "08006";
    /** Of PostgreSQL, for a row or an entry of an index. */
    private static final String TOO_LARGE = "54000";

    private static final Set<Integer> PASSING = Set.of(BUSY, LOCKED, NOMEM, INTERRUPT, IOERR, FULL, CANTOPEN, PROTOCOL);
    private static final Set<Integer> ABOUT_DATA = Set.of(TOOBIG, CONSTRAINT, MISMATCH, RANGE);
    private static final Set<Integer> HARMLESS_TO_THE_CONNECTION = Set.of(BUSY, LOCKED, INTERRUPT);

    /** What to do about a damaged file. */
    static final String DAMAGED = "stop the application, keep a copy of the folder, and repair the file or put back a"
            + " backup; to begin with an empty store instead, move the file and " + FolderLock.FILE + " away";

    private StoreErrors() {}

    /** Nothing of the action was done. */
    static StoreException outage(String action, String place, SQLException e) {
        return new StoreException(kind(e), "Could not " + action + " in " + place + ": " + explain(e), e);
    }

    /** The commit itself failed. */
    static StoreException unknown(String action, String place, SQLException e) {
        return new StoreException(
                kind(e),
                "Could not " + action + " in " + place + ", and it is not known whether it was done after all: "
                        + explain(e),
                e);
    }

    /** The same failure, and the connection it happened on must not be used again. */
    static SQLException unusable(SQLException e) {
        return new SQLException(e.getMessage(), CONNECTION_FAILURE, e.getErrorCode(), e);
    }

    /** Whether the failure is about what was to be written, so that something else can still be written. */
    static boolean isAboutData(@Nullable Throwable failure) {
        if (!(failure instanceof SQLException e)) {
            return false;
        }
        String state = e.getSQLState();
        return state == null
                ? ABOUT_DATA.contains(e.getErrorCode())
                : state.startsWith("21") || state.startsWith("22") || state.startsWith("23") || state.equals(TOO_LARGE);
    }

    /** Whether it is nothing but that it was to end. */
    static boolean isInterrupt(@Nullable Throwable failure) {
        return failure instanceof SQLException e && (e.getErrorCode() == INTERRUPT || PostgresErrors.isCancelled(e));
    }

    /** Whether connections must be opened anew, and the database looked at, before it is used again. */
    static boolean breaksConnections(SQLException e) {
        if (PostgresErrors.isFrom(e)) {
            return PostgresErrors.breaksConnections(e);
        }
        if (e.getSQLState() != null) {
            return e.getSQLState().startsWith(CONNECTION);
        }
        return !isAboutData(e) && !HARMLESS_TO_THE_CONNECTION.contains(e.getErrorCode());
    }

    /** Whether the file itself is at fault. */
    static boolean isDamage(SQLException e) {
        return e.getErrorCode() == CORRUPT || e.getErrorCode() == NOTADB;
    }

    private static StoreException.Kind kind(SQLException e) {
        if (PostgresErrors.isFrom(e)) {
            return PostgresErrors.kind(e);
        }
        boolean passing =
                e.getSQLState() != null && e.getSQLState().startsWith(CONNECTION) || PASSING.contains(e.getErrorCode());
        return passing && !isDamage(e) ? TRANSIENT : PERMANENT;
    }

    private static String explain(SQLException e) {
        return (PostgresErrors.isFrom(e) ? PostgresErrors.advice(e) : advice(e.getErrorCode())) + e.getMessage();
    }

    private static String advice(int code) {
        return switch (code) {
            case PERM, READONLY -> "the file or its folder cannot be written by this process; give it the right to. ";
            case BUSY, LOCKED -> "another program holds the file; end it. ";
            case IOERR -> "the disk reports an error; it is tried again. ";
            case FULL -> "the disk is full; free some space. ";
            case CANTOPEN -> "the file or its folder cannot be opened; check that it exists and may be written. ";
            case CORRUPT, NOTADB -> "the file is damaged and is left as it is; " + DAMAGED + ". ";
            default -> "";
        };
    }
}
