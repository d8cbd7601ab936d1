package io.feedback4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections from the application's own data source, which is never closed here. */
final class HostSource implements PostgresSource {
    private static final Logger LOG = LoggerFactory.getLogger(HostSource.class);
    private static final String COMPONENT = "java:comp/env/";
    /** The class of states for what a configuration promises and nobody provides: nothing helps but to mend it. */
    private static final String MISSING = "F0000";

    /** Finds the data source. */
    private interface Finder {
        DataSource find() throws SQLException;
    }

    private final String place;
    private final Finder finder;
    private volatile @Nullable DataSource found;

    private HostSource(String place, Finder finder) {
        this.place = place;
        this.finder = finder;
    }

    static HostSource of(DataSource source) {
        return new HostSource("the application's data source", () -> source);
    }

    /** Looks the name up now, where the application's names are known for sure, and again as long as it is not there. */
    static HostSource named(String name) {
        HostSource source = new HostSource(PostgresStore.place(name), () -> lookUp(name));
        try {
            var unused = source.source();
        } catch (SQLException e) {
            LOG.debug("{} is looked up again later", name, e);
        }
        return source;
    }

    private static DataSource lookUp(String name) throws SQLException {
        try {
            Object there = lookUpAnywhere(name);
            if (there instanceof DataSource source) {
                return source;
            }
            throw new SQLException(name + " is no javax.sql.DataSource: check feedback.store.jndi", MISSING);
        } catch (NamingException e) {
            throw new SQLException(
                    "there is no data source " + name + ": check feedback.store.jndi (" + e + ")", MISSING);
        }
    }

    private static Object lookUpAnywhere(String name) throws NamingException {
        InitialContext names = new InitialContext();
        try {
            return names.lookup(name);
        } catch (NameNotFoundException e) {
            if (name.toLowerCase(Locale.ROOT).startsWith("java:")) {
                throw e;
            }
            return names.lookup(COMPONENT + name);
        } finally {
            names.close();
        }
    }

    private DataSource source() throws SQLException {
        DataSource known = found;
        if (known == null) {
            known = finder.find();
            found = known;
        }
        return known;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Connection probe() throws SQLException {
        return connect();
    }

    @Override
    public Connection connect() throws SQLException {
        return source().getConnection();
    }

    @Override
    public void discard(Connection connection) {
        CutOff.end(connection);
    }

    @Override
    public void close() {
        found = null;
    }
}
