package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Erasure;
import io.feedback4j.store.ErasureStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Erases a session in tables. Thread-safe. */
final class JdbcErasureStore implements ErasureStore {
    private final Jdbc jdbc;

    JdbcErasureStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Erasure erase(
            String sessionId, Collection<String> assistantIds, Collection<String> known, AuditEntry entry) {
        return jdbc.write("erase a session", statements -> {
            Set<String> all = new TreeSet<>(assistantIds.isEmpty() ? known : assistantIds);
            if (assistantIds.isEmpty()) {
                all.addAll(ErasureSql.assistants(statements));
            }
            return new Run(statements, sessionId, entry).erase(all);
        });
    }

    /** One erasure inside a transaction that somebody else began. */
    private static final class Run {
        private final Statements statements;
        private final String sessionId;
        private final AuditEntry entry;
        private final SessionHash hash;
        private final String name;
        private final List<Feedback> forgotten = new ArrayList<>();
        private final List<Erasure.Upstream> upstream = new ArrayList<>();
        private long deliveries;
        private long impressions;
        private long pending;

        Run(Statements statements, String sessionId, AuditEntry entry) throws SQLException {
            this.statements = statements;
            this.sessionId = sessionId;
            this.entry = entry;
            this.hash = SessionHash.of(statements);
            this.name = hash.name(sessionId);
        }

        Erasure erase(Set<String> assistantIds) throws SQLException {
            for (String assistantId : assistantIds) {
                erase(assistantId);
            }
            AuditEntry counted = new AuditEntry(
                    entry.id(), entry.at(), entry.who(), entry.action(), name, forgotten.size(), entry.note());
            AuditSql.add(statements, counted);
            return new Erasure(
                    entry.at(), name, forgotten.size(), deliveries, impressions, pending, upstream, forgotten);
        }

        private void erase(String assistantId) throws SQLException {
            lock(assistantId);
            for (Feedback feedback : ErasureSql.hold(statements, assistantId, sessionId)) {
                erase(feedback);
            }
            ContextSql.erase(statements, assistantId, sessionId);
            impressions += ErasureSql.deleteImpressions(statements, assistantId, sessionId);
            ErasureSql.bury(statements, assistantId, hash.name(assistantId, sessionId), entry.at());
            upstream.addAll(ErasureSql.upstream(statements, assistantId, sessionId, name));
        }

        /** Whoever gives feedback in this session at the same time comes before all of this, or behind it. */
        private void lock(String assistantId) throws SQLException {
            Set<Target> targets = new HashSet<>();
            targets.add(new Target(assistantId, sessionId, "", ""));
            for (Feedback feedback : ErasureSql.found(statements, assistantId, sessionId)) {
                targets.add(
                        new Target(assistantId, sessionId, "", feedback.target().voter()));
            }
            statements.dialect().lock(statements, targets);
        }

        private void erase(Feedback feedback) throws SQLException {
            List<DeliveryState> states = ErasureSql.holdDeliveries(statements, feedback);
            if (feedback.status() == Status.CURRENT) {
                statements.counting().ceases(feedback);
            }
            deliveries += ErasureSql.blank(statements, feedback, entry.at());
            if (states.contains(DeliveryState.SENDING)) {
                pending++;
            } else {
                ErasureSql.hide(statements, feedback, name);
            }
            forgotten.add(feedback);
        }
    }
}
