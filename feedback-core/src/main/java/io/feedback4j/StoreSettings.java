package io.feedback4j;

import io.feedback4j.FeedbackConfig.Postgres;
import io.feedback4j.FeedbackConfig.Store;
import io.feedback4j.store.jdbc.PostgresAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that say where feedback is kept. */
final class StoreSettings {
    private static final String URL = "feedback.store.url";
    private static final String USER = "feedback.store.user";
    private static final String PASSWORD = "feedback.store.password";
    private static final String JNDI = "feedback.store.jndi";
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String FILE = "feedback.db";

    private StoreSettings() {}

    /** @param defaultFolder where the embedded database is when nothing else is said */
    static Store read(SettingValues values, Path defaultFolder, List<String> problems) {
        String url = values.text(URL);
        String jndi = values.text(JNDI);
        Path file = defaultFolder.resolve(FILE);
        if (url != null && url.startsWith(PostgresAddress.PREFIX)) {
            return new Store(file, new Postgres(url, values.text(USER), values.secret(PASSWORD)), jndi);
        }
        checkThatNobodyIsNamed(values, problems);
        return new Store(embedded(values, file, jndi, problems), null, jndi);
    }

    private static Path embedded(SettingValues values, Path file, @Nullable String jndi, List<String> problems) {
        if (jndi != null && values.text(URL) != null) {
            problems.add(ConfigRules.TWO_STORES);
            return file;
        }
        return values.convert(
                        URL,
                        "must be like jdbc:sqlite:/var/lib/shop/feedback.db or jdbc:postgresql://db.example.com/shop",
                        StoreSettings::sqliteFile)
                .orElse(file);
    }

    private static Path sqliteFile(String url) {
        if (!url.startsWith(SQLITE) || url.length() == SQLITE.length() || url.contains(":memory:")) {
            throw new IllegalArgumentException(url);
        }
        return Path.of(url.substring(SQLITE.length()));
    }

    /** A file has no users, and a data source of the application has its own. */
    private static void checkThatNobodyIsNamed(SettingValues values, List<String> problems) {
        for (String setting : List.of(USER, PASSWORD)) {
            String where = values.whereGiven(setting);
            if (where != null) {
                problems.add(setting + " must be given with a " + URL + " that begins with " + PostgresAddress.PREFIX
                        + " only (" + where + ")");
            }
        }
    }
}
