package io.feedback4j.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.ProxyConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A few connections of our own to one URL. The only class that uses HikariCP, which need not be there otherwise. */
final class OwnPool implements PostgresSource {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration CONNECTING = Duration.ofSeconds(2);
    /** For as long as a connection is being made; later each use of it has a limit of its own. */
    private static final Duration ANSWERING = Duration.ofSeconds(5);

    private static final Duration KEEP_ALIVE = Duration.ofMinutes(2);

    private final String place;
    private final int size;
    private final PostgresDriver driver;
    private @Nullable HikariDataSource pool;
    private boolean closed;

    /** @param size how many connections there are at the most */
    OwnPool(PostgresAddress address, int size) {
        this.place = address.place();
        this.size = size;
        this.driver = new PostgresDriver(address, properties(address));
    }

    private static Properties properties(PostgresAddress address) {
        Properties properties = new Properties();
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        properties.setProperty("ApplicationName", "feedback4j");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", Long.toString(CONNECTING.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(ANSWERING.toSeconds()));
        // The values in what it refuses are for nobody's log.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    @Override
    public String place() {
        return place;
    }

    /** Not from the pool, which tells less of why there is none. */
    @Override
    public Connection probe() throws SQLException {
        return driver.getConnection();
    }

    @Override
    public Connection connect() throws SQLException {
        return pool().getConnection();
    }

    private synchronized HikariDataSource pool() throws SQLException {
        if (closed) {
            throw new SQLException("the pool is closed", "08003");
        }
        HikariDataSource known = pool;
        if (known == null) {
            known = new HikariDataSource(config());
            pool = known;
        }
        return known;
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(driver);
        config.setPoolName("feedback-store");
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT.toMillis());
        config.setValidationTimeout(WAIT.toMillis() / 2);
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        // Whether there are connections is seen when one is wanted.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    /** The pool closes its own at once, which must not be given back besides; it leaves alone what is not its own. */
    @Override
    public void discard(Connection connection) {
        HikariDataSource known = known();
        if (known != null && connection instanceof ProxyConnection) {
            known.evictConnection(connection);
        } else {
            CutOff.end(connection);
        }
    }

    private synchronized @Nullable HikariDataSource known() {
        return pool;
    }

    @Override
    public void close() {
        HikariDataSource known;
        synchronized (this) {
            closed = true;
            known = pool;
            pool = null;
        }
        if (known != null) {
            known.close();
        }
        driver.close();
    }
}
