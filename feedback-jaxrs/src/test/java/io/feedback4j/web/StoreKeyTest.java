package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.FeedbackConfig.Postgres;
import io.feedback4j.FeedbackConfig.Store;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreKeyTest {
    private static final Path FILE = Path.of("feedback.db");

    @Test
    void tellsDatabasesOfOnePlaceApart() {
        StoreKey key = postgres("jdbc:postgresql://db/shop?currentSchema=a&password=hidden", "kim");

        assertThat(postgres("jdbc:postgresql://db/shop?currentSchema=a&password=hidden", "kim"))
                .isEqualTo(key)
                .hasSameHashCodeAs(key);
        assertThat(postgres("jdbc:postgresql://db/shop?currentSchema=b&password=hidden", "kim"))
                .isNotEqualTo(key);
        assertThat(postgres("jdbc:postgresql://db/shop?currentSchema=a&password=hidden", "lee"))
                .isNotEqualTo(key);
        assertThat(key).hasToString("postgresql://db/shop");
    }

    @Test
    void tellsTheSameNameInTwoApplicationsApart() throws Exception {
        StoreKey here = StoreKey.of(new Store(FILE, null, "jdbc/shop"));
        StoreKey file = StoreKey.of(new Store(FILE, null, null));
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        try (URLClassLoader another = new URLClassLoader(new URL[0], own)) {
            thread.setContextClassLoader(another);
            assertThat(StoreKey.of(new Store(FILE, null, "jdbc/shop"))).isNotEqualTo(here);
            assertThat(StoreKey.of(new Store(FILE, null, null))).isEqualTo(file);
        } finally {
            thread.setContextClassLoader(own);
        }
        assertThat(StoreKey.of(new Store(FILE, null, "jdbc/shop"))).isEqualTo(here);
    }

    private static StoreKey postgres(String url, String user) {
        return StoreKey.of(new Store(FILE, new Postgres(url, user, null), null));
    }
}
