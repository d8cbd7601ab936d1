package io.feedback4j.store.jdbc;

import io.feedback4j.store.AuditStore;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeskStoreTest extends DeskStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
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
