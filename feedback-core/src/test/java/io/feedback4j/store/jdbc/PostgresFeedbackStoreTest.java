package io.feedback4j.store.jdbc;

import io.feedback4j.store.FeedbackStore;
import io.feedback4j.testing.MutableClock;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresFeedbackStoreTest extends FeedbackStoreContract {
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = Postgres.open(Postgres.emptied(), new MutableClock());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    FeedbackStore store() {
        return store.feedback();
    }
}
