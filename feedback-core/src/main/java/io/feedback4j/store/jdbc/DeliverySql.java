package io.feedback4j.store.jdbc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements on {@code delivery} that belong to what is said: made, read and cancelled with it. */
final class DeliverySql {
    /** In the order in which {@link #read} takes them. */
    static final String COLUMNS =
            "d.destination, d.state, d.attempts, d.available_at, d.upstream_id, d.http_status, d.problem, d.updated_at";

    /** Stands for "nothing happens by itself, and it still waits". */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Binds: feedback, destination, assistant, available, settling since, created, updated. */
    private static final String INSERT = """
            INSERT INTO delivery (feedback_id, destination, assistant_id, state, available_at, settling_since, attempts,
                absences, fence, created_at, updated_at)
            VALUES (?, ?, ?, 'settling', ?, ?, 0, 0, 0, ?, ?)
            """;

    /** Binds: feedback. */
    private static final String SETTLING =
            "SELECT destination, settling_since FROM delivery WHERE feedback_id = ? AND state = 'settling'";

    /** Binds: updated, feedback. */
    private static final String SUPERSEDE = """
            UPDATE delivery SET state = 'superseded', available_at = NULL, updated_at = ?
            WHERE feedback_id = ? AND state IN ('settling', 'ready')
            """;

    private static final String OF_TARGET_BETWEEN = """
            feedback_id IN (SELECT id FROM feedback
                WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ?
                    AND number > ? AND number <= ?)
            """;

    /** Binds: updated, target (4), number (after), number (to). */
    private static final String WITHDRAW =
            "UPDATE delivery SET state = 'withdrawn', available_at = NULL, updated_at = ? WHERE " + OF_TARGET_BETWEEN
                    + " AND state IN ('settling', 'ready')";

    /** Binds: target (4), number (after), number (to). */
    private static final String UPSTREAM = "SELECT 1 FROM delivery WHERE " + OF_TARGET_BETWEEN
            + " AND state IN ('delivered', 'sending', 'uncertain') LIMIT 1";

    /** Binds: feedback. */
    private static final String SETTLED_WITH = "SELECT MAX(settling_since) FROM delivery WHERE feedback_id = ?";

    /** Since when what is about to be superseded has been settling. */
    record Settling(String destination, Instant since) {}

    private record Owned(String feedbackId, Delivery delivery) {}

    private DeliverySql() {}

    static void insert(Statements statements, Feedback feedback, String destination, Instant availableAt, Instant since)
            throws SQLException {
        statements.update(INSERT, binds -> bind(binds, feedback, destination, availableAt, since));
    }

    /** @param rows each made by {@link #bind} */
    static void insertAll(Statements statements, List<Statements.Binder> rows) throws SQLException {
        statements.updateEach(INSERT, rows);
    }

    static void bind(Binds binds, Feedback feedback, String destination, Instant availableAt, Instant since)
            throws SQLException {
        binds.text(feedback.id().value())
                .text(destination)
                .text(feedback.target().assistantId())
                .time(availableAt)
                .time(since)
                .time(feedback.createdAt())
                .time(feedback.createdAt());
    }

    /** Cancels what was not sent yet. @param ids feedback, and when each was replaced */
    static void supersedeAll(Statements statements, Map<String, Instant> ids) throws SQLException {
        statements.updateEach(
                SUPERSEDE,
                ids.entrySet().stream()
                        .map(one -> (Statements.Binder)
                                binds -> binds.time(one.getValue()).text(one.getKey()))
                        .toList());
    }

    /** Cancels what was not sent yet. @return what of it was still settling */
    static List<Settling> supersede(Statements statements, String feedbackId, Instant at) throws SQLException {
        List<Settling> settling =
                statements.list(SETTLING, binds -> binds.text(feedbackId), row -> new Settling(row.text(), row.time()));
        statements.update(SUPERSEDE, binds -> binds.time(at).text(feedbackId));
        return settling;
    }

    /** Cancels what was not sent yet of this feedback, and of those before it with a number greater than {@code after}. */
    static void withdraw(Statements statements, Feedback feedback, long after, Instant at) throws SQLException {
        statements.update(WITHDRAW, binds -> between(binds.time(at), feedback, after));
    }

    /** Whether a destination has, or may have, this feedback or one before it with a number greater than {@code after}. */
    static boolean isUpstream(Statements statements, Feedback feedback, long after) throws SQLException {
        return statements.first(UPSTREAM, binds -> between(binds, feedback, after), Row::number) != null;
    }

    private static void between(Binds binds, Feedback feedback, long after) throws SQLException {
        FeedbackSql.bind(binds, feedback.target()).number(after).number(feedback.number());
    }

    /** When the first of those came that settled together with this feedback; {@code null} when it has no delivery. */
    static @Nullable Instant settlingSince(Statements statements, Feedback feedback) throws SQLException {
        return statements
                .list(
                        SETTLED_WITH,
                        binds -> binds.text(feedback.id().value()),
                        row -> Optional.ofNullable(row.timeOrNull()))
                .get(0)
                .orElse(null);
    }

    static FeedbackRecord withDeliveries(Statements statements, Feedback feedback) throws SQLException {
        return withDeliveries(statements, List.of(feedback)).get(0);
    }

    static List<FeedbackRecord> withDeliveries(Statements statements, List<Feedback> page) throws SQLException {
        List<String> ids = page.stream().map(feedback -> feedback.id().value()).collect(toList());
        List<Owned> owned = InList.list(
                statements,
                "SELECT d.feedback_id, " + COLUMNS + " FROM delivery d WHERE d.feedback_id IN (?) ORDER BY 1, 2",
                binds -> {},
                ids,
                row -> new Owned(row.text(), read(row)));
        Map<String, List<Delivery>> deliveries =
                owned.stream().collect(groupingBy(Owned::feedbackId, mapping(Owned::delivery, toList())));
        return page.stream()
                .map(feedback -> new FeedbackRecord(
                        feedback, deliveries.getOrDefault(feedback.id().value(), List.of())))
                .collect(toList());
    }

    static Delivery read(Row row) throws SQLException {
        return new Delivery(
                row.text(),
                DeliveryState.of(row.text()),
                (int) row.number(),
                orNever(row.timeOrNull()),
                row.textOrNull(),
                row.numberOrNull(),
                row.textOrNull(),
                row.time());
    }

    private static @Nullable Instant orNever(@Nullable Instant at) {
        return NEVER.equals(at) ? null : at;
    }
}
