package io.feedback4j.delivery;

import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.store.jdbc.UnflushedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeliveryModelTest extends DeliveryModelContract {
    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = UnflushedStore.open(
                folder.resolve("feedback.db"),
                new MutableClock(),
                new SqliteStore.Options(List.of(ModelDestination.NAME), Duration.ofSeconds(30), Duration.ofMinutes(5)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    int steps() {
        return 10_000;
    }

    @Override
    Stores empty() {
        UnflushedStore.empty(store);
        return new Stores(store.feedback(), store.deliveries());
    }
}
