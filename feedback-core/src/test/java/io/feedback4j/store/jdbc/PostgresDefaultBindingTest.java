package io.feedback4j.store.jdbc;

import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import java.sql.SQLException;

class PostgresDefaultBindingTest extends DefaultBindingContract {
    @Override
    Store open() throws SQLException {
        return Postgres.open(Postgres.emptied(), new MutableClock());
    }
}
