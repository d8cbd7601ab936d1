package io.feedback4j.store.jdbc;

import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.ImportStore.Confirmed;
import io.feedback4j.store.ImportStore.Kind;
import io.feedback4j.store.ImportStore.Known;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements that bring in what a destination has. */
final class ImportSql {
    private static final String OF_TARGET = "assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ?";

    /** Binds: destination, upstream ids. */
    private static final String KNOWN = """
            SELECT upstream_id, CASE WHEN first_attempt_at IS NULL THEN 1 ELSE 0 END, fingerprint FROM delivery
            WHERE destination = ? AND upstream_id IN (?)
            """;

    /** Binds: destination, names. */
    private static final String BURIED =
            "SELECT name, reason, fingerprint FROM tombstone WHERE destination = ? AND name IN (?)";

    /** Binds: destination, assistant, after, sent before, limit. */
    static final String CONFIRMED = """
            SELECT upstream_id, feedback_id FROM delivery
            WHERE destination = ? AND upstream_id IS NOT NULL AND assistant_id = ? AND upstream_id > ?
                AND state = 'delivered' AND last_attempt_at < ?
            ORDER BY upstream_id LIMIT ?
            """;

    /** Binds: assistant, session, erased from. */
    static final String ERASED = """
            SELECT 1 FROM feedback
            WHERE assistant_id = ? AND session_id = ? AND status = 'erased' AND updated_at >= ? LIMIT 1
            """;

    /** Binds: target (4), created. */
    static final String SAID_LATER = "SELECT MIN(number) FROM feedback WHERE " + OF_TARGET + " AND created_at > ?";

    /** Binds: target (4), number. */
    static final String SAID_BEFORE = "SELECT MAX(number) FROM feedback WHERE " + OF_TARGET + " AND number < ?";

    /** Binds: target (4). */
    private static final String NEWEST =
            "SELECT id, number, status, updated_at FROM feedback WHERE " + OF_TARGET + " ORDER BY number DESC LIMIT 1";

    /** Binds: target (4), number. By way of negative numbers far away, because no two may be equal at any time. */
    private static final String MOVE_AWAY =
            "UPDATE feedback SET number = -1000000000000 - number WHERE " + OF_TARGET + " AND number >= ?";

    /** Binds: target (4). */
    private static final String MOVE_BACK = "UPDATE feedback SET number = -1000000000000 - number + 1 WHERE "
            + OF_TARGET + " AND number <= -900000000000";

    /** Binds: feedback. */
    private static final String WAITS =
            "SELECT 1 FROM delivery WHERE feedback_id = ? AND available_at IS NOT NULL LIMIT 1";

    /** Binds: feedback, destination, assistant, settling since, fingerprint, upstream id, created, updated. */
    private static final String DELIVERED = """
            INSERT INTO delivery (feedback_id, destination, assistant_id, state, settling_since, attempts, absences,
                fence, fingerprint, upstream_id, created_at, updated_at)
            VALUES (?, ?, ?, 'delivered', ?, 0, 0, 0, ?, ?, ?, ?)
            """;

    /** What stands last on a target. */
    record Newest(String id, long number, Status status, Instant updatedAt) {}

    private record Named<T>(String name, T value) {}

    private ImportSql() {}

    static Map<String, Known> known(Statements statements, String destination, Collection<String> ids)
            throws SQLException {
        Map<String, Known> known = new HashMap<>();
        InList.list(
                        statements,
                        BURIED,
                        binds -> binds.text(destination),
                        ids,
                        row -> new Named<>(row.text(), new Known(buried(row.text()), row.textOrNull())))
                .forEach(found -> known.put(found.name(), found.value()));
        InList.list(
                        statements,
                        KNOWN,
                        binds -> binds.text(destination),
                        ids,
                        row -> new Named<>(
                                row.text(), new Known(row.number() == 1 ? Kind.IMPORTED : Kind.OURS, row.textOrNull())))
                .forEach(found -> known.put(found.name(), found.value()));
        return known;
    }

    private static Kind buried(String reason) {
        return reason.equals(TombstoneSql.SURPLUS) ? Kind.SURPLUS : Kind.PURGED;
    }

    static List<Confirmed> confirmed(
            Statements statements, String destination, String assistantId, String after, Instant sentBefore, int limit)
            throws SQLException {
        return statements.list(
                CONFIRMED,
                binds -> binds.text(destination)
                        .text(assistantId)
                        .text(after)
                        .time(sentBefore)
                        .number((long) limit),
                row -> new Confirmed(row.text(), row.text()));
    }

    static boolean isErased(Statements statements, Target target, Instant from) throws SQLException {
        String name = SessionHash.of(statements).name(target.assistantId(), target.sessionId());
        return ErasureSql.isBuried(statements, name, from)
                || statements.first(
                                ERASED,
                                binds -> binds.text(target.assistantId())
                                        .text(target.sessionId())
                                        .time(from),
                                Row::number)
                        != null;
    }

    /** The number of the first that was said after this moment; {@code null} when none was. */
    static @Nullable Long saidLater(Statements statements, Target target, Instant moment) throws SQLException {
        return statements
                .list(SAID_LATER, binds -> FeedbackSql.bind(binds, target).time(moment), Row::wholeOrNull)
                .get(0)
                .orElse(null);
    }

    /** The number of the last before this one; {@code null} when there is none. */
    static @Nullable Long saidBefore(Statements statements, Target target, long number) throws SQLException {
        return statements
                .list(SAID_BEFORE, binds -> FeedbackSql.bind(binds, target).number(number), Row::wholeOrNull)
                .get(0)
                .orElse(null);
    }

    static @Nullable Newest newest(Statements statements, Target target) throws SQLException {
        return statements.first(
                NEWEST,
                binds -> FeedbackSql.bind(binds, target),
                row -> new Newest(row.text(), row.number(), Status.of(row.text()), row.time()));
    }

    /** Moves this number and all after it on by one. */
    static void makeRoom(Statements statements, Target target, long number) throws SQLException {
        statements.update(MOVE_AWAY, binds -> FeedbackSql.bind(binds, target).number(number));
        statements.update(MOVE_BACK, binds -> FeedbackSql.bind(binds, target));
    }

    static boolean waits(Statements statements, String feedbackId) throws SQLException {
        return statements.first(WAITS, binds -> binds.text(feedbackId), Row::number) != null;
    }

    static void deliver(Statements statements, String destination, Foreign foreign, Instant now) throws SQLException {
        statements.update(
                DELIVERED,
                binds -> binds.text(foreign.id().value())
                        .text(destination)
                        .text(foreign.target().assistantId())
                        .time(foreign.createdAt())
                        .text(foreign.fingerprint())
                        .text(foreign.upstreamId())
                        .time(foreign.createdAt())
                        .time(now));
    }
}
