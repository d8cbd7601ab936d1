package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.LOOK;

import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.AuditStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who did what, kept in a table. Thread-safe. */
final class JdbcAuditStore implements AuditStore {
    private final Jdbc jdbc;

    JdbcAuditStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(AuditEntry entry) {
        jdbc.write("keep an audit entry", statements -> {
            AuditSql.add(statements, entry);
            return entry;
        });
    }

    @Override
    public List<AuditEntry> list(@Nullable String before, int limit) {
        return jdbc.read("read the audit", LOOK, statements -> AuditSql.list(statements, before, limit));
    }
}
