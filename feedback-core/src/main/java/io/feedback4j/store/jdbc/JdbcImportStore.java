package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.store.Foreign;
import io.feedback4j.store.ImportStore;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is brought in, kept in tables. Thread-safe. */
final class JdbcImportStore implements ImportStore {
    private static final String IMPORTED_AT = "imported_at.";

    private final Jdbc jdbc;

    JdbcImportStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Known> known(String destination, Collection<String> upstreamIds) {
        return jdbc.read(
                "look upstream ids up", WORK, statements -> ImportSql.known(statements, destination, upstreamIds));
    }

    @Override
    public Map<String, Instant> purged(String destination, Collection<String> fingerprints) {
        return jdbc.read("look for what was purged", WORK, statements -> {
            Map<String, Instant> purged = new HashMap<>();
            for (TombstoneSql.Nameless one : TombstoneSql.nameless(statements, destination, fingerprints)) {
                purged.merge(one.fingerprint(), one.madeAt(), (a, b) -> a.isAfter(b) ? a : b);
            }
            return purged;
        });
    }

    @Override
    public @Nullable Instant horizon() {
        return moment("read how far was purged", Upkeep.PURGED_BEFORE);
    }

    @Override
    public List<Foreign.Fate> add(String destination, List<Foreign> foreign, Instant now) {
        return jdbc.write(
                "import " + foreign.size() + " feedbacks",
                statements -> ImportWriter.write(statements, destination, foreign, now));
    }

    @Override
    public List<Confirmed> confirmed(
            String destination, String assistantId, String after, Instant sentBefore, int limit) {
        return jdbc.read(
                "read what was confirmed",
                WORK,
                statements -> ImportSql.confirmed(statements, destination, assistantId, after, sentBefore, limit));
    }

    @Override
    public @Nullable Instant importedAt(String destination) {
        return moment("read when was imported", IMPORTED_AT + destination);
    }

    @Override
    public void imported(String destination, Instant moment) {
        jdbc.write("note the import", statements -> {
            MetaSql.put(statements, IMPORTED_AT + destination, moment.toString());
            return moment;
        });
    }

    private @Nullable Instant moment(String action, String name) {
        return jdbc.read(action, WORK, statements -> Optional.ofNullable(MetaSql.find(statements, name)))
                .map(Instant::parse)
                .orElse(null);
    }
}
