package io.feedback4j.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * New connections to one URL, straight from the driver: not by way of {@link DriverManager}, from which somebody else in
 * the same application may have taken the driver out.
 */
final class PostgresDriver implements DataSource, AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(PostgresDriver.class);
    private static final String DRIVER = "org.postgresql.Driver";
    private static final int LOGIN_SECONDS = 5;
    private static final String DRIVERS = "org.postgresql.";
    private static final String UNREADABLE = "the URL cannot be read; it must be like"
            + " jdbc:postgresql://host:5432/database, and user and password belong into settings of their own:"
            + " check feedback.store.url";
    /** The class of states for a configuration that is wrong: nothing helps but to mend it. */
    private static final String UNUSABLE = "F0000";

    private final boolean registeredBefore;
    private final Driver driver;
    private final PostgresAddress address;
    private final Properties properties;

    /** @param properties the driver's; what the URL says counts more */
    PostgresDriver(PostgresAddress address, Properties properties) {
        // Before the driver's class is initialized, which registers it.
        this.registeredBefore = isRegistered();
        this.driver = driver();
        this.address = address;
        this.properties = properties;
    }

    /** By name, because it need not be there where this class is compiled or looked at. */
    private static Driver driver() {
        try {
            return (Driver) Class.forName(DRIVER, true, PostgresDriver.class.getClassLoader())
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the driver of PostgreSQL cannot be used", e);
        }
    }

    private static boolean isRegistered() {
        return DriverManager.drivers().anyMatch(PostgresDriver::isOurs);
    }

    private static boolean isOurs(Driver driver) {
        return driver.getClass().getName().startsWith(DRIVERS)
                && driver.getClass().getClassLoader() == PostgresDriver.class.getClassLoader();
    }

    @Override
    public Connection getConnection() throws SQLException {
        // The driver itself would show the URL, in what it throws and in what it logs.
        if (!address.isPlain() || !driver.acceptsURL(address.url())) {
            throw new SQLException(UNREADABLE, UNUSABLE);
        }
        Connection connection;
        try {
            connection = driver.connect(address.url(), properties);
        } catch (SQLException e) {
            throw withoutSecrets(e);
        }
        if (connection == null) {
            throw new SQLException(UNREADABLE, UNUSABLE);
        }
        return connection;
    }

    /** The same, where it holds none. */
    private SQLException withoutSecrets(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String told = address.withoutSecrets(message);
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            String text = cause.toString();
            if (!address.withoutSecrets(text).equals(text)) {
                return new SQLException(told, e.getSQLState(), e.getErrorCode());
            }
        }
        return told.equals(message) ? e : new SQLException(told, e.getSQLState(), e.getErrorCode(), e.getCause());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("only with the user it was made for");
    }

    /**
     * Takes the driver out of {@link DriverManager}, which would hold the application's class loader after it was
     * stopped; but not what somebody else put there, nor where the class loader never goes.
     */
    @Override
    public void close() {
        ClassLoader loader = PostgresDriver.class.getClassLoader();
        if (registeredBefore || loader == ClassLoader.getSystemClassLoader()) {
            return;
        }
        for (Driver registered :
                DriverManager.drivers().filter(PostgresDriver::isOurs).toList()) {
            try {
                DriverManager.deregisterDriver(registered);
            } catch (SQLException e) {
                LOG.debug("Could not deregister {}", registered.getClass().getName(), e);
            }
        }
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // it writes nothing
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // its properties say how long it waits
    }

    /** How long the pool waits, when it is closed, for who is just connecting. */
    @Override
    public int getLoginTimeout() {
        return LOGIN_SECONDS;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
