package io.feedback4j.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The parameters of one statement, bound in the order in which they stand in it. */
final class Binds {
    private final PreparedStatement statement;
    private int parameter;

    Binds(PreparedStatement statement) {
        this.statement = statement;
    }

    Binds text(@Nullable String value) throws SQLException {
        statement.setString(++parameter, value);
        return this;
    }

    /** As one array, which only PostgreSQL has. */
    Binds texts(Collection<String> values) throws SQLException {
        statement.setArray(++parameter, statement.getConnection().createArrayOf("text", values.toArray()));
        return this;
    }

    /** As one array, which only PostgreSQL has. */
    Binds numbers(Collection<Long> values) throws SQLException {
        statement.setArray(++parameter, statement.getConnection().createArrayOf("bigint", values.toArray()));
        return this;
    }

    Binds number(long value) throws SQLException {
        statement.setLong(++parameter, value);
        return this;
    }

    Binds number(@Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(++parameter, Types.INTEGER);
        } else {
            statement.setInt(++parameter, value);
        }
        return this;
    }

    Binds real(@Nullable Double value) throws SQLException {
        if (value == null) {
            statement.setNull(++parameter, Types.DOUBLE);
        } else {
            statement.setDouble(++parameter, value);
        }
        return this;
    }

    Binds time(@Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(++parameter, Types.BIGINT);
        } else {
            statement.setLong(++parameter, value.toEpochMilli());
        }
        return this;
    }
}
