package io.feedback4j.store.jdbc;

import io.feedback4j.store.Store;
import io.feedback4j.testing.MutableClock;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteDefaultBindingTest extends DefaultBindingContract {
    @TempDir
    private Path folder;

    @Override
    Store open() {
        return SqliteStore.open(folder.resolve("feedback.db"), new MutableClock(), Postgres.OPTIONS);
    }
}
