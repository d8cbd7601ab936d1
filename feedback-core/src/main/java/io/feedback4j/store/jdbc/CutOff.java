package io.feedback4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends connections that are no good any more. */
final class CutOff {
    private static final Logger LOG = LoggerFactory.getLogger(CutOff.class);

    private CutOff() {}

    /** Ended before it is closed, so that a pool that it comes from sees that it is no good. */
    static void end(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | AbstractMethodError e) {
            LOG.debug("Could not end a connection", e);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Could not close a connection", e);
        }
    }
}
