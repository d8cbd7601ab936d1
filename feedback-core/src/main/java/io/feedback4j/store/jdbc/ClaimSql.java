package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.Uncertain;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements on {@code delivery} that find what is to be done, and take it. */
final class ClaimSql {
    /**
     * Not while an earlier feedback of the same target may still arrive: order is kept for each target. Binds: since when
     * an uncertain one was last sent.
     */
    private static final String NOT_BEHIND_ANOTHER = """
            NOT EXISTS (SELECT 1 FROM feedback own
                JOIN feedback earlier ON earlier.assistant_id = own.assistant_id
                    AND earlier.session_id = own.session_id AND earlier.message_id = own.message_id
                    AND earlier.voter = own.voter AND earlier.number < own.number
                JOIN delivery other ON other.feedback_id = earlier.id AND other.destination = w.destination
                WHERE own.id = w.feedback_id
                    AND (other.state IN ('ready', 'sending')
                        OR other.state = 'uncertain' AND other.available_at < %d AND other.last_attempt_at >= ?))
            """.formatted(DeliverySql.NEVER.toEpochMilli());

    /** Binds: destination, state, assistant, now, uncertain since, limit. */
    static final String DUE = "SELECT w.available_at, " + FeedbackSql.COLUMNS
            + """
             FROM delivery w JOIN feedback f ON f.id = w.feedback_id
            WHERE w.destination = ? AND w.state = ? AND w.assistant_id = ? AND w.available_at <= ? AND
            """
            + NOT_BEHIND_ANOTHER + " ORDER BY w.available_at LIMIT ?";

    /** Binds: destination, state, assistant, uncertain since. */
    static final String NEXT_DUE = """
            SELECT w.available_at FROM delivery w
            WHERE w.destination = ? AND w.state = ? AND w.assistant_id = ? AND w.available_at IS NOT NULL AND
            """ + NOT_BEHIND_ANOTHER + " ORDER BY w.available_at LIMIT 1";

    /**
     * A first attempt that seems to be later than this one was before the clock was set back. Binds: lease end
     * (available), owner, lease end, now (first, twice), now (last), fingerprint, now (updated), id, destination, now,
     * uncertain since.
     */
    static final String CLAIM = """
            UPDATE delivery AS w SET state = 'sending', fence = fence + 1, attempts = attempts + 1, absences = 0,
                available_at = ?, lease_owner = ?, lease_until = ?,
                first_attempt_at = CASE WHEN first_attempt_at <= ? THEN first_attempt_at ELSE CAST(? AS BIGINT) END,
                last_attempt_at = ?, fingerprint = ?, updated_at = ?
            WHERE w.feedback_id = ? AND w.destination = ? AND w.state IN ('settling', 'ready') AND w.available_at <= ? AND
            """ + NOT_BEHIND_ANOTHER + " RETURNING fence, attempts";

    private static final String END_LEASES = """
            UPDATE delivery SET lease_owner = NULL, lease_until = NULL, updated_at = ?,
                state = CASE WHEN upstream_id IS NULL THEN 'uncertain' ELSE 'delivered' END, doubted = 1,
                available_at = CASE WHEN upstream_id IS NULL THEN CAST(? AS BIGINT) END
            WHERE destination = ? AND state = 'sending' AND available_at IS NOT NULL AND
            """;

    /** Binds: now (updated), next, destination, now. */
    static final String END_OVER = END_LEASES + "lease_until <= ?";

    /** Binds: now (updated), next, destination, now, owner. */
    private static final String END_OVER_OR_FOREIGN = END_LEASES + "(lease_until <= ? OR lease_owner <> ?)";

    /** Binds: destination, assistant, now, limit. */
    static final String UNCERTAIN = """
            SELECT w.feedback_id, w.destination, w.fence, w.attempts, w.assistant_id, f.session_id, f.message_id,
                w.fingerprint, w.first_attempt_at, w.last_attempt_at, w.absences
            FROM delivery w JOIN feedback f ON f.id = w.feedback_id
            WHERE w.destination = ? AND w.state = 'uncertain' AND w.assistant_id = ? AND w.available_at <= ?
            ORDER BY w.available_at LIMIT ?
            """;

    /** Binds: destination, assistant, last sent before. */
    static final String UNRESOLVED = """
            SELECT COUNT(*) FROM delivery
            WHERE destination = ? AND state = 'uncertain' AND assistant_id = ?
                AND (last_attempt_at < ? OR available_at >= %d)
            """.formatted(DeliverySql.NEVER.toEpochMilli());

    /** Binds: soon (available), soon (lease end), latest, latest, now (last), destination, soon, latest, latest. */
    static final String CLAMP = """
            UPDATE delivery SET available_at = ?,
                lease_until = CASE WHEN state = 'sending' THEN CAST(? AS BIGINT) END,
                first_attempt_at = CASE WHEN last_attempt_at > ? THEN 0 ELSE first_attempt_at END,
                last_attempt_at = CASE WHEN last_attempt_at > ? THEN CAST(? AS BIGINT) ELSE last_attempt_at END
            WHERE destination = ? AND state IN ('settling', 'ready', 'sending', 'uncertain') AND available_at < %d
                AND (available_at > CASE state WHEN 'settling' THEN CAST(? AS BIGINT) ELSE CAST(? AS BIGINT) END
                    OR last_attempt_at > ?)
            """.formatted(DeliverySql.NEVER.toEpochMilli());

    /** Binds: destination, feedbacks. PostgreSQL's alone: what another node is claiming is not waited for. */
    static final String FREE = """
            SELECT w.feedback_id FROM delivery w
            WHERE w.destination = ? AND w.feedback_id = ANY (?) AND w.state IN ('settling', 'ready')
            ORDER BY w.feedback_id FOR UPDATE SKIP LOCKED
            """;

    private static final List<String> CLAIMABLE = List.of("settling", "ready");

    private record Due(Instant at, Feedback feedback) {}

    private ClaimSql() {}

    static List<Feedback> due(
            Statements statements,
            String destination,
            Collection<String> assistantIds,
            Instant now,
            Instant uncertainSince,
            int limit)
            throws SQLException {
        List<Due> due = new ArrayList<>();
        for (String assistantId : assistantIds) {
            for (String state : CLAIMABLE) {
                due.addAll(statements.list(
                        DUE,
                        binds -> binds.text(destination)
                                .text(state)
                                .text(assistantId)
                                .time(now)
                                .time(uncertainSince)
                                .number((long) limit),
                        row -> new Due(row.time(), FeedbackSql.read(row))));
            }
        }
        return due.stream()
                .sorted(Comparator.comparing(Due::at)
                        .thenComparing(d -> d.feedback().id()))
                .limit(limit)
                .map(Due::feedback)
                .toList();
    }

    static @Nullable Instant nextDue(
            Statements statements, String destination, Collection<String> assistantIds, Instant uncertainSince)
            throws SQLException {
        Instant next = null;
        for (String assistantId : assistantIds) {
            for (String state : CLAIMABLE) {
                Instant at = statements.first(
                        NEXT_DUE,
                        binds -> binds.text(destination)
                                .text(state)
                                .text(assistantId)
                                .time(uncertainSince),
                        Row::time);
                next = next == null || (at != null && at.isBefore(next)) ? at : next;
            }
        }
        return next;
    }

    /** Holds those of the wanted that nobody else does, and that may be claimed as far as their state goes. */
    static List<ClaimRequest> free(Statements statements, String destination, List<ClaimRequest> wanted)
            throws SQLException {
        List<String> ids = wanted.stream().map(request -> request.id().value()).toList();
        Set<String> free = new HashSet<>(
                statements.list(FREE, binds -> binds.text(destination).texts(ids), Row::text));
        return wanted.stream()
                .filter(request -> free.contains(request.id().value()))
                .toList();
    }

    /** @return {@code null} when it cannot be claimed */
    static @Nullable Claim claim(
            Statements statements,
            String destination,
            ClaimRequest wanted,
            String owner,
            Instant now,
            Instant uncertainSince,
            Instant leaseUntil)
            throws SQLException {
        String id = wanted.id().value();
        return statements.first(
                CLAIM,
                binds -> binds.time(leaseUntil)
                        .text(owner)
                        .time(leaseUntil)
                        .time(now)
                        .time(now)
                        .time(now)
                        .text(wanted.fingerprint())
                        .time(now)
                        .text(id)
                        .text(destination)
                        .time(now)
                        .time(uncertainSince),
                row -> new Claim(wanted.id(), destination, row.number(), (int) row.number()));
    }

    static long unresolved(Statements statements, String destination, String assistantId, Instant lastSentBefore)
            throws SQLException {
        Long count = statements.first(
                UNRESOLVED, binds -> binds.text(destination).text(assistantId).time(lastSentBefore), Row::number);
        return count == null ? 0 : count;
    }

    static int clampWaiting(Statements statements, String destination, Instant now, Instant soon, Instant latest)
            throws SQLException {
        return statements.update(
                CLAMP,
                binds -> binds.time(soon)
                        .time(soon)
                        .time(latest)
                        .time(latest)
                        .time(now)
                        .text(destination)
                        .time(soon)
                        .time(latest)
                        .time(latest));
    }

    static int endLeases(
            Statements statements, String destination, @Nullable String exceptOwner, Instant now, Instant nextAt)
            throws SQLException {
        if (exceptOwner == null) {
            return statements.update(
                    END_OVER,
                    binds -> binds.time(now).time(nextAt).text(destination).time(now));
        }
        return statements.update(
                END_OVER_OR_FOREIGN,
                binds ->
                        binds.time(now).time(nextAt).text(destination).time(now).text(exceptOwner));
    }

    static List<Uncertain> uncertain(
            Statements statements, String destination, String assistantId, Instant now, int limit) throws SQLException {
        List<Uncertain> uncertain = statements.list(
                UNCERTAIN,
                binds -> binds.text(destination).text(assistantId).time(now).number((long) limit),
                ClaimSql::readUncertain);
        return uncertain.stream()
                .sorted(Comparator.comparing(Uncertain::firstAttemptAt)
                        .thenComparing(found -> found.claim().id()))
                .toList();
    }

    private static Uncertain readUncertain(Row row) throws SQLException {
        return new Uncertain(
                new Claim(new FeedbackId(row.text()), row.text(), row.number(), (int) row.number()),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.time(),
                row.time(),
                (int) row.number());
    }
}
