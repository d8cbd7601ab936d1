package io.feedback4j.store.jdbc;

import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresInsightsStoreTest extends InsightsStoreContract {
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = Postgres.open(Postgres.emptied(), new MutableClock());
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    void deliverAll() {
        Delivered.all(store.jdbc());
    }
}
