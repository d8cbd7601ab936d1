package io.feedback4j.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection with the statements prepared on it, kept for the next time. Used by one thread at a time; statements
 * must be few and constant, values are bound.
 */
final class Statements implements AutoCloseable {
    private static final int MAX_KEPT = 100;

    /** Sets the parameters of a statement. */
    interface Binder {
        void bind(Binds binds) throws SQLException;
    }

    /** Makes a value of a row. */
    interface Reader<T> {
        T read(Row row) throws SQLException;
    }

    private final Connection connection;
    private final Dialect dialect;
    private final String node;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(MAX_KEPT * 2, 0.75f, true);

    private final CountChanges counting = new CountChanges();
    private volatile long usedSinceNanos = System.nanoTime();

    /** On the embedded database. */
    Statements(Connection connection) {
        this(connection, Dialect.SQLITE, "local");
    }

    /** @param node names the process among those that write to the database */
    Statements(Connection connection, Dialect dialect, String node) {
        this.connection = connection;
        this.dialect = dialect;
        this.node = node;
    }

    Connection connection() {
        return connection;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Names the process among those that write to the database. */
    String node() {
        return node;
    }

    /** What begins and ceases to count in this transaction. */
    CountChanges counting() {
        return counting;
    }

    /** Somebody begins to use it. */
    void beginUse() {
        usedSinceNanos = System.nanoTime();
    }

    /** Since when the one who uses it does, as {@link System#nanoTime}. */
    long usedSinceNanos() {
        return usedSinceNanos;
    }

    /** Runs what has no parameters and no answer, and is not worth keeping. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return how many rows it changed */
    int update(String sql, Binder binder) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Binds(statement));
        return statement.executeUpdate();
    }

    /** The same statement for each of these, in order, in as few trips to the database as its driver can. */
    void updateEach(String sql, List<Binder> binders) throws SQLException {
        if (binders.isEmpty()) {
            return;
        }
        PreparedStatement statement = prepare(sql);
        for (Binder binder : binders) {
            binder.bind(new Binds(statement));
            statement.addBatch();
        }
        var unused = statement.executeBatch();
    }

    /** @return the first row; {@code null} when there is none */
    <T> @Nullable T first(String sql, Binder binder, Reader<T> reader) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Binds(statement));
        try (ResultSet answer = statement.executeQuery()) {
            Row row = new Row(answer);
            return row.next() ? reader.read(row) : null;
        }
    }

    <T> List<T> list(String sql, Binder binder, Reader<T> reader) throws SQLException {
        PreparedStatement statement = prepare(sql);
        binder.bind(new Binds(statement));
        List<T> list = new ArrayList<>();
        try (ResultSet answer = statement.executeQuery()) {
            Row row = new Row(answer);
            while (row.next()) {
                list.add(reader.read(row));
            }
        }
        return list;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        if (prepared.size() == MAX_KEPT) {
            Iterator<PreparedStatement> oldest = prepared.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        PreparedStatement statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    /** Lets go of what was prepared, so that the connection can be given back to somebody else. */
    void release() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }

    @Override
    public void close() throws SQLException {
        prepared.clear();
        connection.close();
    }
}
