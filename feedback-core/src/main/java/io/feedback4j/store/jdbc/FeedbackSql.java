package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Source;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All statements on {@code feedback} but the list (see {@link ListSql}). */
final class FeedbackSql {
    /** In the order in which {@link #read} takes them. */
    static final String COLUMNS =
            "f.id, f.assistant_id, f.session_id, f.message_id, f.voter, f.number, f.score, f.text, f.reasons,"
                    + " f.status, f.created_at, f.updated_at, f.source, f.masked";

    /** What surrounds each reason in the column; no reason holds it. */
    static final String REASON_END = "\n";

    /** Binds: id, target (4), number, score, text, reasons, status, source, key, payload hash, created, updated, masked. */
    private static final String INSERT = """
            INSERT INTO feedback (id, assistant_id, session_id, message_id, voter, number, score, text, reasons, status,
                source, idempotency_key, payload_hash, created_at, updated_at, masked)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** Binds: id, assistant. */
    private static final String FIND = "SELECT " + COLUMNS + " FROM feedback f WHERE f.id = ? AND f.assistant_id = ?";

    /** Binds: assistant, session, voter, key. */
    static final String FIND_KEY = """
            SELECT id, payload_hash FROM feedback
            WHERE assistant_id = ? AND session_id = ? AND voter = ? AND idempotency_key = ?
            """;

    /** Binds: target (4). */
    static final String LATEST = """
            SELECT id, number, status FROM feedback
            WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ?
            ORDER BY number DESC LIMIT 1
            """;

    /** Binds: updated, id. */
    private static final String REPLACE = "UPDATE feedback SET status = 'replaced', updated_at = ? WHERE id = ?";

    /** Binds: updated, id. */
    private static final String REPLACE_AND_READ = REPLACE + " RETURNING " + COLUMNS.replace("f.", "");

    /** Binds: ids. */
    private static final String FIND_ALL = "SELECT " + COLUMNS + " FROM feedback f WHERE f.id IN (?)";

    /** Binds: id. */
    private static final String DELETE = "DELETE FROM feedback WHERE id = ? RETURNING " + COLUMNS.replace("f.", "");

    /** Binds: target (4). */
    private static final String CURRENT_OF_TARGET = "SELECT " + COLUMNS + """
             FROM feedback f
            WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ? AND status = 'current'
            """;

    /** Binds: updated, id. */
    private static final String WITHDRAW =
            "UPDATE feedback SET status = 'withdrawn', text = '', reasons = '', updated_at = ? WHERE id = ?";

    /** Binds: target (4), number (after), number (to). */
    private static final String BLANK = """
            UPDATE feedback SET text = '', reasons = ''
            WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ? AND number > ? AND number <= ?
                AND (text <> '' OR reasons <> '')
            """;

    /** Binds: target (4), number (before), number (after), created. */
    static final String NEWEST_THAT_STAYS = """
            SELECT number FROM feedback
            WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ? AND number < ? AND number > ?
                AND (status IN ('withdrawn', 'erased') OR created_at < ?)
            ORDER BY number DESC LIMIT 1
            """;

    /** Binds: target (4), limit. */
    private static final String HISTORY = "SELECT " + COLUMNS + """
             FROM feedback f
            WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ?
            ORDER BY number DESC LIMIT ?
            """;

    /** Binds: assistant, session, voter, limit. Sorted by an expression, so that one session's index is used. */
    static final String CURRENT = "SELECT " + COLUMNS + """
             FROM feedback f
            WHERE assistant_id = ? AND session_id = ? AND voter = ? AND status = 'current'
            ORDER BY id || '' DESC LIMIT ?
            """;

    /** Binds: id. */
    private static final String HOLD = "SELECT f.id FROM feedback f WHERE f.id = ?";

    /** What is needed of the newest feedback of a target. */
    record Latest(String id, long number, Status status) {}

    /** Who used an idempotency key, and for what. */
    record KeyUse(String id, String payloadHash) {}

    private FeedbackSql() {}

    static void insert(Statements statements, Feedback feedback, @Nullable String key, @Nullable String payloadHash)
            throws SQLException {
        statements.update(INSERT, binds -> bind(binds, feedback, key, payloadHash));
        counts(statements, feedback);
    }

    /** @param rows each made by {@link #bind(Binds, Feedback, String, String)}, and {@link #counts counted} */
    static void insertAll(Statements statements, List<Statements.Binder> rows) throws SQLException {
        statements.updateEach(INSERT, rows);
    }

    /** What was just inserted counts, if it is current. */
    static void counts(Statements statements, Feedback feedback) {
        if (feedback.status() == Status.CURRENT) {
            statements.counting().begins(feedback);
        }
    }

    static void bind(Binds binds, Feedback feedback, @Nullable String key, @Nullable String payloadHash)
            throws SQLException {
        bind(binds, feedback)
                .text(feedback.source().word())
                .text(key)
                .text(payloadHash)
                .time(feedback.createdAt())
                .time(feedback.updatedAt())
                .text(MaskedColumn.write(feedback.opinion().masked()));
    }

    /** Nobody replaces it or takes it back before the transaction ends. */
    static void hold(Statements statements, String id) throws SQLException {
        String unused =
                statements.first(HOLD + statements.dialect().forUpdate("f"), binds -> binds.text(id), Row::text);
    }

    static @Nullable Feedback find(Statements statements, String assistantId, String id) throws SQLException {
        return statements.first(FIND, binds -> binds.text(id).text(assistantId), FeedbackSql::read);
    }

    static @Nullable KeyUse findKey(Statements statements, Target target, String key) throws SQLException {
        return statements.first(
                FIND_KEY,
                binds -> binds.text(target.assistantId())
                        .text(target.sessionId())
                        .text(target.voter())
                        .text(key),
                row -> new KeyUse(row.text(), row.text()));
    }

    static @Nullable Latest latest(Statements statements, Target target) throws SQLException {
        return statements.first(
                LATEST,
                binds -> bind(binds, target),
                row -> new Latest(row.text(), row.number(), Status.of(row.text())));
    }

    /** What is current, and counts no more. */
    static void replace(Statements statements, String id, Instant at) throws SQLException {
        Feedback replaced =
                statements.first(REPLACE_AND_READ, binds -> binds.time(at).text(id), FeedbackSql::read);
        if (replaced != null) {
            statements.counting().ceases(replaced);
        }
    }

    /** @param ids when each was replaced */
    static void replaceAll(Statements statements, Map<String, Instant> ids) throws SQLException {
        statements.updateEach(
                REPLACE,
                ids.entrySet().stream()
                        .map(one -> (Statements.Binder)
                                binds -> binds.time(one.getValue()).text(one.getKey()))
                        .toList());
        InList.list(statements, FIND_ALL, binds -> {}, ids.keySet(), FeedbackSql::read)
                .forEach(statements.counting()::ceases);
    }

    /** The current feedback of a target; {@code null} when there is none. */
    static @Nullable Feedback current(Statements statements, Target target) throws SQLException {
        return statements.first(CURRENT_OF_TARGET, binds -> bind(binds, target), FeedbackSql::read);
    }

    /** @return how many there were: one or none */
    static int delete(Statements statements, String id) throws SQLException {
        List<Feedback> deleted = statements.list(DELETE, binds -> binds.text(id), FeedbackSql::read);
        deleted.stream().filter(one -> one.status() == Status.CURRENT).forEach(statements.counting()::ceases);
        return deleted.size();
    }

    /** Takes back one feedback. Blanks this feedback and those before it that have a greater number than {@code after}. */
    static void withdraw(Statements statements, Feedback feedback, long after, Instant at) throws SQLException {
        if (feedback.status() == Status.CURRENT) {
            statements.counting().ceases(feedback);
        }
        statements.update(WITHDRAW, binds -> binds.time(at).text(feedback.id().value()));
        statements.update(
                BLANK, binds -> bind(binds, feedback.target()).number(after).number(feedback.number()));
    }

    /**
     * The number of the newest feedback before this one that its withdrawal leaves alone: it came before {@code since},
     * or was taken back itself and all before it with it. Looks at no feedback before that one.
     *
     * @param after the answer when there is none with a greater number
     */
    static long newestThatStays(Statements statements, Feedback feedback, Instant since, long after)
            throws SQLException {
        Long number = statements.first(
                NEWEST_THAT_STAYS,
                binds -> bind(binds, feedback.target())
                        .number(feedback.number())
                        .number(after)
                        .time(since),
                Row::number);
        return number == null ? after : number;
    }

    static List<Feedback> history(Statements statements, Target target, int limit) throws SQLException {
        return statements.list(HISTORY, binds -> bind(binds, target).number(limit), FeedbackSql::read);
    }

    static List<Feedback> current(Statements statements, String assistantId, String sessionId, String voter, int limit)
            throws SQLException {
        return statements.list(
                CURRENT,
                binds -> binds.text(assistantId).text(sessionId).text(voter).number(limit),
                FeedbackSql::read);
    }

    static Binds bind(Binds binds, Target target) throws SQLException {
        return binds.text(target.assistantId())
                .text(target.sessionId())
                .text(target.messageId())
                .text(target.voter());
    }

    private static Binds bind(Binds binds, Feedback feedback) throws SQLException {
        Opinion opinion = feedback.opinion();
        return bind(binds.text(feedback.id().value()), feedback.target())
                .number(feedback.number())
                .real(opinion.score())
                .text(opinion.text())
                .text(join(opinion.reasons()))
                .text(feedback.status().word());
    }

    static Feedback read(Row row) throws SQLException {
        FeedbackId id = new FeedbackId(row.text());
        Target target = new Target(row.text(), row.text(), row.text(), row.text());
        long number = row.number();
        Double score = row.realOrNull();
        String text = row.text();
        List<String> reasons = split(row.text());
        Status status = Status.of(row.text());
        Instant createdAt = row.time();
        Instant updatedAt = row.time();
        Source source = Source.of(row.text());
        Opinion opinion = new Opinion(score, text, reasons, MaskedColumn.read(row.text()));
        return new Feedback(id, target, number, opinion, status, createdAt, updatedAt, source);
    }

    static String join(List<String> reasons) {
        return reasons.isEmpty() ? "" : REASON_END + String.join(REASON_END, reasons) + REASON_END;
    }

    static List<String> split(String reasons) {
        return reasons.isEmpty()
                ? List.of()
                : Arrays.asList(requireNonNull(reasons.substring(1)).split(REASON_END));
    }
}
