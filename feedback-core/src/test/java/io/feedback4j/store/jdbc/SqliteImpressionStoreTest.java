package io.feedback4j.store.jdbc;

import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteImpressionStoreTest extends ImpressionStoreContract {
    @TempDir
    private Path folder;

    private SqliteStore store;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
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
