package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.store.jdbc.UnflushedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SqliteDeliveryModelTest extends DeliveryModelContract {
    @TempDir
    private Path folder;

    private int opened;

    @Override
    int steps() {
        return 20_000;
    }

    @Override
    Stores open(InstantSource clock) {
        SqliteStore store = UnflushedStore.open(
                folder.resolve("store" + opened++).resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of(ModelDestination.NAME), Duration.ofSeconds(30), Duration.ofMinutes(5)));
        return new Stores() {
            @Override
            public FeedbackStore feedback() {
                return store.feedback();
            }

            @Override
            public DeliveryStore deliveries() {
                return store.deliveries();
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }
}
