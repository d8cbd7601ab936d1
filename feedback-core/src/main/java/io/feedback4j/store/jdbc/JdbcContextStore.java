package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.LOOK;

import io.feedback4j.model.Target;
import io.feedback4j.store.ContextStore;
import io.feedback4j.store.KeptContext;
import java.util.Optional;
import java.util.Set;

/** The words votes are about, kept in a table. Thread-safe. */
final class JdbcContextStore implements ContextStore {
    private final Jdbc jdbc;

    JdbcContextStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<KeptContext> find(Target target) {
        return jdbc.read(
                "read the words of a message",
                LOOK,
                statements -> Optional.ofNullable(ContextSql.find(statements, target)));
    }

    @Override
    public void put(Target target, KeptContext context) {
        jdbc.write("keep the words of a message", statements -> {
            // Whoever erases the session at the same time comes before all of this, or behind it.
            statements.dialect().lock(statements, Set.of(new Target(target.assistantId(), target.sessionId(), "", "")));
            ContextSql.put(statements, target, context);
            // The vote may have been taken back or erased while its words were looked up.
            ContextSql.forgetUnused(statements, target);
            return context;
        });
    }
}
