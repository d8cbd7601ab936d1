package io.feedback4j.store.jdbc;

import io.feedback4j.model.MessageContext;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.KeptContext;
import io.feedback4j.store.Written;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What a batch of votes says about the words they are about; written at its end. Costs nothing where none does. */
final class Contexts {
    private final Map<Target, KeptContext> waiting = new HashMap<>();

    /** What was kept tells of its words, and what is taken back tells no more. */
    void note(Change change, Written written) {
        if (written instanceof Written.Kept && change instanceof Change.Accept accept) {
            MessageContext context = accept.feedback().context();
            if (context != null) {
                waiting.put(
                        message(accept.feedback().target()),
                        new KeptContext(context, KeptContext.Source.PAGE, accept.at()));
            }
        } else if (written instanceof Written.Withdrawn withdrawn && !waiting.isEmpty()) {
            waiting.remove(message(withdrawn.feedback().target()));
        }
    }

    void write(Statements statements) throws SQLException {
        if (!waiting.isEmpty()) {
            ContextSql.putAll(statements, waiting);
        }
    }

    private static Target message(Target target) {
        return new Target(target.assistantId(), target.sessionId(), target.messageId(), "");
    }
}
