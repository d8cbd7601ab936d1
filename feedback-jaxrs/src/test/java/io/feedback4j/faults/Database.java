package io.feedback4j.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The store of one run: how the product is told about it. */
interface Database extends AutoCloseable {
    /** Settings of the product. */
    Map<String, String> settings();

    @Override
    void close() throws IOException;

    /** The embedded one. */
    static Database sqlite(Path folder) {
        return new Database() {
            @Override
            public Map<String, String> settings() {
                return Map.of("feedback.store.url", "jdbc:sqlite:" + file(folder));
            }

            @Override
            public void close() {}
        };
    }

    static Path file(Path folder) {
        return folder.resolve("data").resolve("feedback.db");
    }
}
