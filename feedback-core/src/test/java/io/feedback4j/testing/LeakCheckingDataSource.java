package io.feedback4j.testing;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An application's data source: a pool that lends the same connections again and again, and knows of each whether it came
 * back as it was lent, with no statement left open. Thread-safe.
 */
public final class LeakCheckingDataSource implements DataSource, AutoCloseable {
    private static final List<String> SETTINGS = List.of(
            "search_path",
            "statement_timeout",
            "lock_timeout",
            "synchronous_commit",
            "idle_in_transaction_session_timeout",
            "transaction_isolation",
            "transaction_read_only");

    /** Makes the pool's connections, as the application has set them up. */
    public interface Maker {
        Connection make() throws SQLException;
    }

    private final Maker maker;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Map<Connection, Map<String, String>> asLent = new IdentityHashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private final AtomicInteger lent = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();

    public LeakCheckingDataSource(Maker maker) {
        this.maker = maker;
    }

    /** How many are lent at the moment. */
    public int lent() {
        return lent.get();
    }

    /** How many there ever were. */
    public int made() {
        return made.get();
    }

    /** What did not come back as it was. */
    public synchronized List<String> leaks() {
        return List.copyOf(leaks);
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        Connection connection = idle.pollFirst();
        if (connection == null) {
            connection = maker.make();
            made.incrementAndGet();
        }
        asLent.put(connection, state(connection));
        lent.incrementAndGet();
        return lend(connection);
    }

    private Connection lend(Connection real) {
        List<Statement> statements = new ArrayList<>();
        boolean[] closed = {false};
        return (Connection) Proxy.newProxyInstance(
                LeakCheckingDataSource.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        if (!closed[0]) {
                            closed[0] = true;
                            giveBack(real, statements);
                        }
                        return null;
                    }
                    try {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof Statement statement) {
                            statements.add(statement);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized void giveBack(Connection real, List<Statement> statements) throws SQLException {
        lent.decrementAndGet();
        Map<String, String> before = asLent.remove(real);
        if (real.isClosed()) {
            return;
        }
        for (Statement statement : statements) {
            if (!statement.isClosed()) {
                leaks.add("statement " + statement);
            }
        }
        Map<String, String> after = state(real);
        if (!after.equals(before)) {
            leaks.add("was " + before + ", came back " + after);
        }
        idle.addFirst(real);
    }

    private static Map<String, String> state(Connection connection) throws SQLException {
        Map<String, String> state = new TreeMap<>();
        state.put("autocommit", "" + connection.getAutoCommit());
        state.put("readonly", "" + connection.isReadOnly());
        state.put("isolation", "" + connection.getTransactionIsolation());
        state.put("network timeout", "" + connection.getNetworkTimeout());
        for (String setting : SETTINGS) {
            try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
                statement.setString(1, setting);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    state.put(setting, rows.getString(1));
                }
            }
        }
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        return state;
    }

    /** Closes what is idle. */
    @Override
    public synchronized void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
        idle.clear();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
