package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Status;
import io.feedback4j.store.Claim;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements on {@code delivery} that write down and read what became of it. */
final class OutcomeSql {
    /** Binds: feedback, destination. */
    private static final String STANDING = """
            SELECT w.state, w.fence, w.upstream_id, f.status, w.assistant_id, w.fingerprint FROM delivery w JOIN feedback f ON f.id = w.feedback_id
            WHERE w.feedback_id = ? AND w.destination = ?
            """;

    /**
     * Looked at again is what has no id there, and what was sent again after it may have arrived. Binds: state, available,
     * absences, given back, doubted, upstream id, look, upstream id, HTTP status, problem, updated, id, destination, fence.
     */
    private static final String CONCLUDE = """
            UPDATE delivery SET state = ?, available_at = ?, absences = ?, attempts = attempts - ?,
                doubted = CASE WHEN doubted = 1 THEN 1 ELSE ? END, lease_owner = NULL, lease_until = NULL,
                look_at = CASE WHEN COALESCE(upstream_id, ?) IS NULL OR doubted = 1 AND attempts > 1
                    THEN CAST(? AS BIGINT) END,
                upstream_id = COALESCE(upstream_id, ?), http_status = COALESCE(?, http_status),
                problem = ?, updated_at = ?
            WHERE feedback_id = ? AND destination = ? AND fence = ? AND state IN ('sending', 'uncertain')
            """;

    /** Binds: upstream id, look, absences, id, destination. */
    private static final String LOOKED = """
            UPDATE delivery SET upstream_id = COALESCE(upstream_id, ?), look_at = ?, absences = ?
            WHERE feedback_id = ? AND destination = ? AND state = 'delivered'
            """;

    /** Binds: upstream id, updated, id, destination. */
    private static final String KEEP_DELIVERED = """
            UPDATE delivery SET state = 'delivered', available_at = NULL, lease_owner = NULL, lease_until = NULL,
                upstream_id = COALESCE(upstream_id, ?), problem = NULL, updated_at = ?
            WHERE feedback_id = ? AND destination = ?
            """;

    /** Binds: upstream id, id, destination. */
    private static final String KEEP_UPSTREAM_ID = """
            UPDATE delivery SET upstream_id = ?
            WHERE feedback_id = ? AND destination = ? AND upstream_id IS NULL
            """;

    /** What is still sent, or was decided upon otherwise, is left alone. Binds: look, problem, updated, id, destination. */
    private static final String DOUBT = """
            UPDATE delivery SET state = 'uncertain', available_at = ?, absences = 0, problem = ?, updated_at = ?
            WHERE feedback_id = ? AND destination = ? AND state IN ('ready', 'superseded', 'withdrawn')
            """;

    /** Binds: destination, upstream id, feedback. */
    private static final String TAKEN =
            "SELECT 1 FROM delivery WHERE destination = ? AND upstream_id = ? AND feedback_id <> ?";

    /** Binds: feedback, destination. */
    static final String EQUAL_ON_ITS_WAY = """
            SELECT 1 FROM delivery own
                JOIN delivery other ON other.destination = own.destination AND other.state = 'sending'
                    AND other.assistant_id = own.assistant_id AND other.fingerprint = own.fingerprint
            WHERE own.feedback_id = ? AND own.destination = ? AND other.feedback_id <> own.feedback_id
            LIMIT 1
            """;

    /** Binds: now (available), now (updated), feedback, destination. */
    private static final String REOPEN = """
            UPDATE delivery AS w SET
                state = (SELECT CASE f.status WHEN 'current' THEN 'ready' WHEN 'replaced' THEN 'superseded'
                    ELSE f.status END FROM feedback f WHERE f.id = w.feedback_id),
                available_at = (SELECT CASE f.status WHEN 'current' THEN CAST(? AS BIGINT) END
                    FROM feedback f WHERE f.id = w.feedback_id),
                updated_at = ?
            WHERE feedback_id = ? AND destination = ? AND state = 'rejected'
            """;

    /** What was brought in says nothing of how we are shown there. Binds: destination, upstream ids. */
    private static final String KNOWN =
            "SELECT upstream_id, CASE WHEN first_attempt_at IS NOT NULL THEN fingerprint END FROM delivery"
                    + " WHERE destination = ? AND upstream_id IN (?)";

    /** Binds: destination, assistant, before. */
    private static final String HAS_DELIVERED = """
            SELECT 1 FROM delivery
            WHERE destination = ? AND upstream_id IS NOT NULL AND state = 'delivered' AND assistant_id = ?
                AND updated_at < ? AND first_attempt_at IS NOT NULL
            LIMIT 1
            """;

    /** What is known before a result comes in. */
    record Standing(
            DeliveryState state,
            long fence,
            @Nullable String upstreamId,
            Status status,
            String assistantId,
            @Nullable String fingerprint) {}

    /** What a delivery is to be from now on. */
    record Conclusion(
            DeliveryState state,
            @Nullable Instant availableAt,
            @Nullable Instant lookAt,
            int absences,
            boolean counts,
            boolean doubted,
            @Nullable String upstreamId,
            @Nullable Integer httpStatus,
            @Nullable String problem) {}

    private record Known(String upstreamId, @Nullable String fingerprint) {}

    private OutcomeSql() {}

    /**
     * Holds the feedback: who replaces it or takes it back, and then cancels what was not sent yet, comes before or after
     * what is decided by this. By a statement of its own, because one that waits for a row answers with what the rows
     * beside it were before it waited.
     */
    static @Nullable Standing standing(Statements statements, Claim claim) throws SQLException {
        FeedbackSql.hold(statements, claim.id().value());
        return statements.first(
                STANDING,
                binds -> binds.text(claim.id().value()).text(claim.destination()),
                row -> new Standing(
                        DeliveryState.of(row.text()),
                        row.number(),
                        row.textOrNull(),
                        Status.of(row.text()),
                        row.text(),
                        row.textOrNull()));
    }

    /** @return whether the right to conclude was still there */
    static boolean conclude(Statements statements, Claim claim, Conclusion conclusion, Instant now)
            throws SQLException {
        int concluded = statements.update(
                CONCLUDE,
                binds -> binds.text(conclusion.state().word())
                        .time(conclusion.availableAt())
                        .number((long) conclusion.absences())
                        .number(conclusion.counts() ? 0L : 1L)
                        .number(conclusion.doubted() ? 1L : 0L)
                        .text(conclusion.upstreamId())
                        .time(conclusion.lookAt())
                        .text(conclusion.upstreamId())
                        .number(conclusion.httpStatus())
                        .text(conclusion.problem())
                        .time(now)
                        .text(claim.id().value())
                        .text(claim.destination())
                        .number(claim.fence()));
        return concluded > 0;
    }

    static void looked(
            Statements statements, Claim claim, @Nullable String upstreamId, @Nullable Instant again, int absences)
            throws SQLException {
        statements.update(
                LOOKED,
                binds -> binds.text(upstreamId)
                        .time(again)
                        .number((long) absences)
                        .text(claim.id().value())
                        .text(claim.destination()));
    }

    static void keepDelivered(Statements statements, Claim claim, @Nullable String upstreamId, Instant now)
            throws SQLException {
        statements.update(
                KEEP_DELIVERED,
                binds -> binds.text(upstreamId)
                        .time(now)
                        .text(claim.id().value())
                        .text(claim.destination()));
    }

    static void keepUpstreamId(Statements statements, Claim claim, String upstreamId) throws SQLException {
        statements.update(
                KEEP_UPSTREAM_ID,
                binds -> binds.text(upstreamId).text(claim.id().value()).text(claim.destination()));
    }

    /** It was taken for absent, and may be there after all. */
    static void doubt(Statements statements, Claim claim, Instant lookAt, String problem, Instant now)
            throws SQLException {
        statements.update(
                DOUBT,
                binds -> binds.time(lookAt)
                        .text(problem)
                        .time(now)
                        .text(claim.id().value())
                        .text(claim.destination()));
    }

    /** Whether another feedback of ours has this id at the destination. */
    static boolean isTaken(Statements statements, Claim claim, String upstreamId) throws SQLException {
        return statements.first(
                        TAKEN,
                        binds -> binds.text(claim.destination())
                                .text(upstreamId)
                                .text(claim.id().value()),
                        Row::number)
                != null;
    }

    /** Whether an equal feedback is being sent, of which a record at the destination may be. */
    static boolean isEqualOnItsWay(Statements statements, Claim claim) throws SQLException {
        return statements.first(
                        EQUAL_ON_ITS_WAY,
                        binds -> binds.text(claim.id().value()).text(claim.destination()),
                        Row::number)
                != null;
    }

    static void reopen(Statements statements, String destination, String feedbackId, Instant now) throws SQLException {
        statements.update(
                REOPEN, binds -> binds.time(now).time(now).text(feedbackId).text(destination));
    }

    static Set<String> known(Statements statements, String destination, Collection<String> upstreamIds)
            throws SQLException {
        Set<String> known = new HashSet<>();
        read(statements, destination, upstreamIds).forEach(found -> known.add(found.upstreamId()));
        known.addAll(TombstoneSql.known(statements, destination, upstreamIds));
        return known;
    }

    static Map<String, String> fingerprints(Statements statements, String destination, Collection<String> upstreamIds)
            throws SQLException {
        Map<String, String> fingerprints = new HashMap<>();
        for (Known found : read(statements, destination, upstreamIds)) {
            if (found.fingerprint() != null) {
                fingerprints.put(found.upstreamId(), found.fingerprint());
            }
        }
        return fingerprints;
    }

    private static List<Known> read(Statements statements, String destination, Collection<String> upstreamIds)
            throws SQLException {
        return InList.list(
                statements,
                KNOWN,
                binds -> binds.text(destination),
                upstreamIds,
                row -> new Known(row.text(), row.textOrNull()));
    }

    static boolean hasDelivered(Statements statements, String destination, String assistantId, Instant before)
            throws SQLException {
        return statements.first(
                        HAS_DELIVERED,
                        binds -> binds.text(destination).text(assistantId).time(before),
                        Row::number)
                != null;
    }
}
