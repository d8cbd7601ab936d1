package io.feedback4j.store.jdbc;

import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

class PostgresImpressionStoreTest extends ImpressionStoreContract {
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = PostgresStore.open(
                Postgres.address(Postgres.emptied()),
                new MutableClock(),
                new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }

    @Override
    Store store() {
        return store;
    }

    @Override
    Jdbc jdbc() {
        return store.jdbc();
    }
}
