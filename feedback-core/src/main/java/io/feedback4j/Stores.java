package io.feedback4j;

import io.feedback4j.store.Store;
import io.feedback4j.store.jdbc.PostgresStore;
import io.feedback4j.store.jdbc.SqliteStore;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens the store that the settings name. */
final class Stores {
    private Stores() {}

    /** @param dataSource the application's own, instead of what the settings say; {@code null} for none */
    static Store open(FeedbackConfig config, @Nullable DataSource dataSource, List<String> destinations, Clock clock) {
        SqliteStore.Options options =
                new SqliteStore.Options(destinations, config.settleWindow(), FeedbackConfig.MAX_SETTLING);
        FeedbackConfig.Postgres postgres = config.store().postgres();
        String jndi = config.store().jndi();
        if (dataSource != null) {
            return PostgresStore.open(dataSource, clock, options);
        }
        if (postgres != null) {
            return PostgresStore.open(postgres.address(), clock, options);
        }
        return jndi == null
                ? SqliteStore.open(config.store().file(), clock, options)
                : PostgresStore.open(jndi, clock, options);
    }
}
