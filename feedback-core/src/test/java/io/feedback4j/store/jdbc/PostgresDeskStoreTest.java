package io.feedback4j.store.jdbc;

import io.feedback4j.store.AuditStore;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.testing.MutableClock;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

class PostgresDeskStoreTest extends DeskStoreContract {
    private PostgresStore store;

    @BeforeEach
    void open() throws SQLException {
        store = PostgresStore.open(
                Postgres.address(Postgres.emptied()),
                new MutableClock(),
                new SqliteStore.Options(List.of("twilio", "webhook"), Duration.ofSeconds(30), Duration.ofMinutes(5)));
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
    DeliveryStore deliveries() {
        return store.deliveries();
    }

    @Override
    RejectedStore store() {
        return store.rejected();
    }

    @Override
    AuditStore audit() {
        return store.audit();
    }
}
