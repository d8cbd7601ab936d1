package io.feedback4j.store.jdbc;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.testing.MutableClock;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

class PostgresDeliveryResultTest extends DeliveryResultContract {
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = Postgres.open(Postgres.emptied(), new MutableClock());
    }

    @Override
    void close() {
        store.close();
    }

    @Override
    FeedbackStore feedback() {
        return store.feedback();
    }

    @Override
    DeliveryStore store() {
        return store.deliveries();
    }
}
