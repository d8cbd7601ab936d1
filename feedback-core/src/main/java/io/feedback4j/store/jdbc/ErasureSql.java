package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.store.Erasure;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The statements that erase a session. */
final class ErasureSql {
    private static final String ERASED = "erased";
    /** Of no destination: a stone for a whole session. */
    private static final String NOWHERE = "";

    private static final String NEXT_ASSISTANT = """
            WITH RECURSIVE a (id) AS (SELECT MIN(assistant_id) FROM %1$s
                UNION ALL SELECT (SELECT MIN(t.assistant_id) FROM %1$s t WHERE t.assistant_id > a.id) FROM a
                WHERE a.id IS NOT NULL)
            SELECT id FROM a WHERE id IS NOT NULL
            """;

    /** Hops along the index from one to the next, because there are few. No binds. */
    static final String ASSISTANTS_OF_FEEDBACK = NEXT_ASSISTANT.formatted("feedback");

    static final String ASSISTANTS_OF_IMPRESSIONS = NEXT_ASSISTANT.formatted("impression");

    /** Binds: assistant, session. */
    static final String FOUND = "SELECT " + FeedbackSql.COLUMNS + """
             FROM feedback f
            WHERE f.assistant_id = ? AND f.session_id = ? ORDER BY f.id
            """;

    /** Binds: feedback. */
    private static final String DELIVERIES =
            "SELECT d.state FROM delivery d WHERE d.feedback_id = ? ORDER BY d.destination";

    /** Binds: updated, id. */
    private static final String BLANK = """
            UPDATE feedback SET status = 'erased', score = NULL, text = '', reasons = '', idempotency_key = NULL,
                payload_hash = NULL, updated_at = ?
            WHERE id = ?
            """;

    /** Binds: updated, feedback. */
    private static final String CANCEL = """
            UPDATE delivery SET doubted = CASE WHEN state = 'uncertain' THEN 1 ELSE doubted END, state = 'erased',
                available_at = NULL, look_at = NULL, problem = NULL, updated_at = ?
            WHERE feedback_id = ? AND state IN ('settling', 'ready', 'uncertain', 'rejected')
            """;

    /** What a destination said of it may repeat it. Binds: feedback. */
    private static final String CLEAN =
            "UPDATE delivery SET look_at = NULL, problem = NULL WHERE feedback_id = ? AND state <> 'sending'";

    /** Binds: the session's name, id. Its own id in place of the message's keeps it apart from the others. */
    private static final String HIDE =
            "UPDATE feedback SET session_id = ?, message_id = id, voter = '', number = 1 WHERE id = ?";

    /** Binds: assistant, session. */
    private static final String DELETE_IMPRESSIONS = "DELETE FROM impression WHERE assistant_id = ? AND session_id = ?";

    /** Binds: destination, name, assistant, reason, made. */
    private static final String STONE = """
            INSERT INTO tombstone (destination, name, nameless, assistant_id, reason, made_at) VALUES (?, ?, 0, ?, ?, ?)
            ON CONFLICT (destination, name) DO UPDATE SET made_at = excluded.made_at
            """;

    /** Binds: destination, name, made. */
    private static final String IS_BURIED =
            "SELECT 1 FROM tombstone WHERE destination = ? AND name = ? AND made_at >= ?";

    private static final String OF_SESSION = """
            FROM feedback f JOIN delivery d ON d.feedback_id = f.id
            WHERE f.assistant_id = ? AND f.session_id IN (?, ?) AND f.status = 'erased'
            """;

    /** With those that are there beside the one that belongs there. Binds: assistant, session, name, twice. */
    static final String UPSTREAM =
            "SELECT d.destination, d.upstream_id, d.state " + OF_SESSION + """
             AND (d.upstream_id IS NOT NULL OR d.state IN ('delivered', 'sending') OR d.state = 'erased' AND d.doubted = 1)
            UNION SELECT d.destination, (SELECT MIN(t.name) FROM tombstone t WHERE t.destination = d.destination
                AND t.fingerprint = d.fingerprint AND t.reason = 'surplus'), d.state
            """ + OF_SESSION + """
             AND EXISTS (SELECT 1 FROM tombstone t WHERE t.destination = d.destination
                AND t.fingerprint = d.fingerprint AND t.reason = 'surplus')
            ORDER BY 1, 2
            """;

    private ErasureSql() {}

    static List<String> assistants(Statements statements) throws SQLException {
        List<String> all = statements.list(ASSISTANTS_OF_FEEDBACK, binds -> {}, Row::text);
        all.addAll(statements.list(ASSISTANTS_OF_IMPRESSIONS, binds -> {}, Row::text));
        return all;
    }

    static List<Feedback> found(Statements statements, String assistantId, String sessionId) throws SQLException {
        return statements.list(FOUND, binds -> binds.text(assistantId).text(sessionId), FeedbackSql::read);
    }

    /** Holds them until the transaction ends. */
    static List<Feedback> hold(Statements statements, String assistantId, String sessionId) throws SQLException {
        return statements.list(
                FOUND + statements.dialect().forUpdate("f"),
                binds -> binds.text(assistantId).text(sessionId),
                FeedbackSql::read);
    }

    /** The states of its deliveries, which nobody changes before the transaction ends. */
    static List<DeliveryState> holdDeliveries(Statements statements, Feedback feedback) throws SQLException {
        return statements.list(
                DELIVERIES + statements.dialect().forUpdate("d"),
                binds -> binds.text(feedback.id().value()),
                row -> DeliveryState.of(row.text()));
    }

    /** @return how many deliveries will not be made because of it */
    static int blank(Statements statements, Feedback feedback, Instant at) throws SQLException {
        String id = feedback.id().value();
        statements.update(BLANK, binds -> binds.time(at).text(id));
        int cancelled = statements.update(CANCEL, binds -> binds.time(at).text(id));
        statements.update(CLEAN, binds -> binds.text(id));
        return cancelled;
    }

    /** Takes away whose it was. */
    static void hide(Statements statements, Feedback feedback, String name) throws SQLException {
        statements.update(HIDE, binds -> binds.text(name).text(feedback.id().value()));
    }

    static int deleteImpressions(Statements statements, String assistantId, String sessionId) throws SQLException {
        return statements.update(
                DELETE_IMPRESSIONS, binds -> binds.text(assistantId).text(sessionId));
    }

    /** Keeps what was said in this session until then from coming back. */
    static void bury(Statements statements, String assistantId, String name, Instant at) throws SQLException {
        statements.update(
                STONE,
                binds -> binds.text(NOWHERE)
                        .text(name)
                        .text(assistantId)
                        .text(ERASED)
                        .time(at));
    }

    /** Whether a session was erased at this moment or later. */
    static boolean isBuried(Statements statements, String name, Instant from) throws SQLException {
        return statements.first(
                        IS_BURIED, binds -> binds.text(NOWHERE).text(name).time(from), Row::number)
                != null;
    }

    static List<Erasure.Upstream> upstream(Statements statements, String assistantId, String sessionId, String name)
            throws SQLException {
        return statements.list(
                UPSTREAM,
                binds -> binds.text(assistantId)
                        .text(sessionId)
                        .text(name)
                        .text(assistantId)
                        .text(sessionId)
                        .text(name),
                row -> new Erasure.Upstream(row.text(), assistantId, row.textOrNull(), DeliveryState.of(row.text())));
    }
}
