package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of one row of an answer, read in the order in which the statement names them. */
final class Row {
    private final ResultSet rows;
    private int column;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Goes on to the next row. @return whether there is one */
    boolean next() throws SQLException {
        column = 0;
        return rows.next();
    }

    String text() throws SQLException {
        return requireNonNull(textOrNull());
    }

    @Nullable
    String textOrNull() throws SQLException {
        return rows.getString(++column);
    }

    long number() throws SQLException {
        return rows.getLong(++column);
    }

    @Nullable
    Integer numberOrNull() throws SQLException {
        int value = rows.getInt(++column);
        return rows.wasNull() ? null : value;
    }

    double real() throws SQLException {
        return rows.getDouble(++column);
    }

    @Nullable
    Double realOrNull() throws SQLException {
        double value = rows.getDouble(++column);
        return rows.wasNull() ? null : value;
    }

    /** For a number that may be missing, in an answer of which the first row is wanted. */
    Optional<Long> wholeOrNull() throws SQLException {
        long value = rows.getLong(++column);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
    }

    Instant time() throws SQLException {
        return Instant.ofEpochMilli(number());
    }

    @Nullable
    Instant timeOrNull() throws SQLException {
        long value = rows.getLong(++column);
        return rows.wasNull() ? null : Instant.ofEpochMilli(value);
    }
}
