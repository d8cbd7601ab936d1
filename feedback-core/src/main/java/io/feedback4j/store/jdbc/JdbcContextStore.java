package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.LOOK;

import io.feedback4j.model.Target;
import io.feedback4j.store.ContextStore;
import io.feedback4j.store.KeptContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

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
            // What was asked for before the vote was taken back, or its session erased, may come after that.
            Target session = new Target(target.assistantId(), target.sessionId(), "", "");
            statements.dialect().lock(statements, new HashSet<>(List.of(session, target)));
            if (ContextSql.isUsed(statements, target)) {
                ContextSql.put(statements, target, context);
            }
            return context;
        });
    }
}
