package io.feedback4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to PostgreSQL come from. Thread-safe. */
interface PostgresSource extends AutoCloseable {

    /** Where they lead, for an operator: without user and password. */
    String place();

    /** A connection to see by whether there are any, and why not if there are none. To be closed. */
    Connection probe() throws SQLException;

    /** A connection to work with; within about a second, or not at all. To be closed. */
    Connection connect() throws SQLException;

    /** Closes a connection that cannot be used any more, so that nobody else gets it. */
    void discard(Connection connection);

    /** Closes what it opened itself. Idempotent. */
    @Override
    void close();
}
