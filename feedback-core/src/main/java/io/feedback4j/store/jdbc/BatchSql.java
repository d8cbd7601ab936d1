package io.feedback4j.store.jdbc;

import static java.util.stream.Collectors.toList;

import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements that look many up at once. PostgreSQL's alone: the embedded database answers one after the other quicker. */
final class BatchSql {

    /** Binds: assistants, ids. */
    private static final String TARGETS = """
            SELECT f.assistant_id, f.session_id, f.message_id, f.voter
            FROM unnest(?, ?) AS w (assistant_id, id)
            JOIN feedback f ON f.id = w.id AND f.assistant_id = w.assistant_id
            """;

    /** Binds: assistants, sessions, messages, voters. One row for each delivery that settles, or one without. */
    static final String LATEST = """
            SELECT w.assistant_id, w.session_id, w.message_id, w.voter, f.id, f.number, f.status,
                d.destination, d.settling_since
            FROM unnest(?, ?, ?, ?) AS w (assistant_id, session_id, message_id, voter)
            CROSS JOIN LATERAL (SELECT n.id, n.number, n.status FROM feedback n
                WHERE n.assistant_id = w.assistant_id AND n.session_id = w.session_id
                    AND n.message_id = w.message_id AND n.voter = w.voter
                ORDER BY n.number DESC LIMIT 1) f
            LEFT JOIN delivery d ON d.feedback_id = f.id AND d.state = 'settling'
            """;

    /** Binds: assistants, sessions, voters, keys. */
    static final String KEYS = """
            SELECT f.assistant_id, f.session_id, f.voter, f.idempotency_key, f.id, f.payload_hash
            FROM unnest(?, ?, ?, ?) AS w (assistant_id, session_id, voter, key)
            JOIN feedback f ON f.assistant_id = w.assistant_id AND f.session_id = w.session_id
                AND f.voter = w.voter AND f.idempotency_key = w.key AND f.idempotency_key IS NOT NULL
            """;

    /** An id as it was given. */
    record Wanted(String assistantId, String id) {}

    /** The newest feedback of a target, with one of its deliveries that settle, if there is any. */
    record Found(Target target, FeedbackSql.Latest latest, DeliverySql.@Nullable Settling settling) {}

    /** Whose idempotency key. */
    record Key(String assistantId, String sessionId, String voter, String key) {
        static Key of(Target target, String key) {
            return new Key(target.assistantId(), target.sessionId(), target.voter(), key);
        }
    }

    /** Who used it. */
    record Used(Key key, FeedbackSql.KeyUse use) {}

    private BatchSql() {}

    static List<Target> targets(Statements statements, List<Wanted> wanted) throws SQLException {
        return wanted.isEmpty()
                ? List.of()
                : statements.list(
                        TARGETS,
                        binds -> binds.texts(
                                        wanted.stream().map(Wanted::assistantId).collect(toList()))
                                .texts(wanted.stream().map(Wanted::id).collect(toList())),
                        BatchSql::target);
    }

    static List<Found> latest(Statements statements, Collection<Target> targets) throws SQLException {
        return targets.isEmpty()
                ? List.of()
                : statements.list(
                        LATEST,
                        binds -> binds.texts(targets.stream()
                                        .map(Target::assistantId)
                                        .collect(toList()))
                                .texts(targets.stream().map(Target::sessionId).collect(toList()))
                                .texts(targets.stream().map(Target::messageId).collect(toList()))
                                .texts(targets.stream().map(Target::voter).collect(toList())),
                        BatchSql::found);
    }

    private static Found found(Row row) throws SQLException {
        Target target = target(row);
        FeedbackSql.Latest latest = new FeedbackSql.Latest(row.text(), row.number(), Status.of(row.text()));
        String destination = row.textOrNull();
        return new Found(
                target, latest, destination == null ? null : new DeliverySql.Settling(destination, row.time()));
    }

    private static Target target(Row row) throws SQLException {
        return new Target(row.text(), row.text(), row.text(), row.text());
    }

    static List<Used> keys(Statements statements, Collection<Key> keys) throws SQLException {
        return keys.isEmpty()
                ? List.of()
                : statements.list(
                        KEYS,
                        binds -> binds.texts(keys.stream().map(Key::assistantId).collect(toList()))
                                .texts(keys.stream().map(Key::sessionId).collect(toList()))
                                .texts(keys.stream().map(Key::voter).collect(toList()))
                                .texts(keys.stream().map(Key::key).collect(toList())),
                        row -> new Used(
                                new Key(row.text(), row.text(), row.text(), row.text()),
                                new FeedbackSql.KeyUse(row.text(), row.text())));
    }
}
