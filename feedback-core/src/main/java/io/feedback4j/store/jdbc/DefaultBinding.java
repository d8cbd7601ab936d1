package io.feedback4j.store.jdbc;

import io.feedback4j.model.Status;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves what was kept while no assistant was configured to the first one that is. Where both have feedback of one
 * target, it becomes one row of numbers in the order of time.
 */
final class DefaultBinding {
    private static final String SAME_TARGET =
            "o.session_id = f.session_id AND o.message_id = f.message_id AND o.voter = f.voter";

    /** Binds: from, to. */
    private static final String SHARED_TARGETS = """
            SELECT DISTINCT f.session_id, f.message_id, f.voter FROM feedback f WHERE f.assistant_id = ?
                AND EXISTS (SELECT 1 FROM feedback o WHERE o.assistant_id = ? AND
            """ + SAME_TARGET + ")";

    /** Binds: from, to. */
    private static final String FORGET_SHARED_KEYS = """
            UPDATE feedback AS f SET idempotency_key = NULL, payload_hash = NULL
            WHERE f.assistant_id = ? AND f.idempotency_key IS NOT NULL
                AND EXISTS (SELECT 1 FROM feedback o WHERE o.assistant_id = ? AND o.session_id = f.session_id
                    AND o.voter = f.voter AND o.idempotency_key = f.idempotency_key)
            """;

    /** Binds: from, to, session, message, voter. */
    private static final String OF_TARGET = """
            SELECT id, status FROM feedback
            WHERE assistant_id IN (?, ?) AND session_id = ? AND message_id = ? AND voter = ?
            ORDER BY created_at, id
            """;

    /** Binds: to, number, id. */
    private static final String MOVE = "UPDATE feedback SET assistant_id = ?, number = ? WHERE id = ?";

    /** Binds: to, from. */
    private static final String MOVE_ALL = "UPDATE feedback SET assistant_id = ? WHERE assistant_id = ?";

    /** Binds: to, from. */
    private static final String MOVE_DELIVERIES = "UPDATE delivery SET assistant_id = ? WHERE assistant_id = ?";

    /** Binds: assistant. */
    private static final String COUNT = "SELECT COUNT(*) FROM feedback WHERE assistant_id = ?";

    private final String from;
    private final String to;

    DefaultBinding(String from, String to) {
        this.from = from;
        this.to = to;
    }

    private record SharedTarget(String session, String message, String voter) {}

    private record Said(String id, Status status) {}

    /** To be run in a transaction. @return how many were moved */
    long run(Statements statements, Instant now) throws SQLException {
        Long count = statements.first(COUNT, binds -> binds.text(from), Row::number);
        if (count == null || count == 0) {
            return 0;
        }
        statements.update(FORGET_SHARED_KEYS, binds -> binds.text(from).text(to));
        List<SharedTarget> shared = statements.list(
                SHARED_TARGETS,
                binds -> binds.text(from).text(to),
                row -> new SharedTarget(row.text(), row.text(), row.text()));
        for (SharedTarget target : shared) {
            merge(statements, target, now);
        }
        statements.update(MOVE_ALL, binds -> binds.text(to).text(from));
        statements.update(MOVE_DELIVERIES, binds -> binds.text(to).text(from));
        DestinationSql.forget(statements, from);
        return count;
    }

    private void merge(Statements statements, SharedTarget target, Instant now) throws SQLException {
        List<Said> said = statements.list(
                OF_TARGET,
                binds -> binds.text(from)
                        .text(to)
                        .text(target.session())
                        .text(target.message())
                        .text(target.voter()),
                row -> new Said(row.text(), Status.of(row.text())));
        List<String> order = new ArrayList<>();
        String current = null;
        for (Said one : said) {
            if (one.status() != Status.CURRENT) {
                order.add(one.id());
                continue;
            }
            if (current != null) {
                FeedbackSql.replace(statements, current, now);
                var unused = DeliverySql.supersede(statements, current, now);
                order.add(current);
            }
            current = one.id();
        }
        if (current != null) {
            order.add(current);
        }
        // By way of negative numbers, because no two may be equal at any time.
        for (int i = 0; i < order.size(); i++) {
            move(statements, order.get(i), -1L - i);
        }
        for (int i = 0; i < order.size(); i++) {
            move(statements, order.get(i), 1L + i);
        }
    }

    private void move(Statements statements, String id, long number) throws SQLException {
        statements.update(MOVE, binds -> binds.text(to).number(number).text(id));
    }
}
