package io.feedback4j.delivery;

import io.feedback4j.store.jdbc.Postgres;
import io.feedback4j.store.jdbc.PostgresStore;
import io.feedback4j.store.jdbc.SqliteStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class PostgresDeliveryModelTest extends DeliveryModelContract {
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = Postgres.openEmptied(
                new MutableClock(),
                new SqliteStore.Options(List.of(ModelDestination.NAME), Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    int steps() {
        return 1_000;
    }

    @Override
    Stores empty() {
        try {
            var unused = Postgres.emptied();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Stores(store.feedback(), store.deliveries());
    }
}
