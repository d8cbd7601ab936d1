package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.model.FeedbackId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Forgetting what is too old. Works through the ids, which grow with time, so that it needs no index of its own; looks
 * at a bounded number of them in each call, while others write, and writes only when there is something to forget.
 *
 * <p>Thread-safe; one call at a time does something.
 */
final class Upkeep {
    /** Under which name it is kept up to when everything may have been purged. */
    static final String PURGED_BEFORE = "purged_before";

    private static final String KEYS_FORGOTTEN_TO = "keys_forgotten_to";
    /** An id can be a little later than the feedback's own time, never much. */
    private static final Duration SLACK = Duration.ofHours(1);

    private static final int LOOKED_AT = 1_000;

    /** Binds: after id, before id, limit. */
    static final String KEYS = """
            SELECT id, CASE WHEN idempotency_key IS NOT NULL THEN 1 ELSE 0 END FROM feedback
            WHERE id > ? AND id < ? ORDER BY id LIMIT ?
            """;

    /** Binds: id. */
    private static final String FORGET_KEY =
            "UPDATE feedback SET idempotency_key = NULL, payload_hash = NULL WHERE id = ?";

    /** Binds: before, after id, before id, limit. */
    static final String OLD = """
            SELECT f.id, CASE WHEN f.created_at < ? AND NOT EXISTS (SELECT 1 FROM delivery d
                WHERE d.feedback_id = f.id AND d.available_at IS NOT NULL) THEN 1 ELSE 0 END
            FROM feedback f WHERE f.id > ? AND f.id < ? ORDER BY f.id LIMIT ?
            """;

    /** Binds: feedback. */
    private static final String WAITS = "SELECT 1 FROM delivery WHERE feedback_id = ? AND available_at IS NOT NULL";

    /** Binds: feedback. Counts what it deletes itself, because another node may be deleting the same. */
    private static final String DELETE_DELIVERIES = "DELETE FROM delivery WHERE feedback_id = ? RETURNING destination";

    private record Seen(String id, boolean wanted) {}

    /** What was looked at: the ids to do something about, and the last one seen, {@code null} when there was none. */
    private record Portion(List<String> wanted, @Nullable String last, boolean atEnd) {}

    private final Jdbc jdbc;
    private @Nullable String keysForgottenTo;
    private String purgedTo = "";

    Upkeep(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** @return how many; less than the limit when there are no more to be done at once */
    synchronized int forgetKeys(Instant before, int limit) {
        String end = firstIdOf(before);
        String start = begin(keysForgottenTo(), end);
        Portion portion = jdbc.read(
                "look for old keys",
                WORK,
                statements -> portion(
                        statements, KEYS, binds -> binds.text(start).text(end).number((long) LOOKED_AT), limit));
        // Never further than what was there to see: a clock that is wrong for a while must not move it ahead of time.
        String next = portion.last() == null ? start : portion.last();
        if (!portion.wanted().isEmpty()) {
            jdbc.write("forget keys", statements -> {
                for (String id : portion.wanted()) {
                    statements.update(FORGET_KEY, binds -> binds.text(id));
                }
                MetaSql.put(statements, KEYS_FORGOTTEN_TO, next);
                return next;
            });
        }
        keysForgottenTo = next;
        return portion.wanted().size();
    }

    private String keysForgottenTo() {
        String known = keysForgottenTo;
        if (known != null) {
            return known;
        }
        return jdbc.read("read where to go on", WORK, statements -> {
            String saved = MetaSql.find(statements, KEYS_FORGOTTEN_TO);
            return saved == null ? "" : saved;
        });
    }

    /** @return how many; less than the limit when there are no more to be done at once */
    synchronized int purge(Instant before, int limit) {
        String end = firstIdOf(before.plus(SLACK));
        String start = begin(purgedTo, end);
        Portion portion = jdbc.read(
                "look for what is old",
                WORK,
                statements -> portion(
                        statements,
                        OLD,
                        binds -> binds.time(before).text(start).text(end).number((long) LOOKED_AT),
                        limit));
        int purged = portion.wanted().isEmpty()
                ? 0
                : jdbc.write("purge what is old", statements -> {
                    notePurge(statements, before);
                    return delete(statements, portion.wanted(), before);
                });
        purgedTo = portion.atEnd() || portion.last() == null ? "" : portion.last();
        return Math.max(purged, Math.max(purgeAudit(before, limit), purgeBeside(before, limit)));
    }

    private int purgeBeside(Instant before, int limit) {
        return Math.max(purgeImpressions(before, limit), purgeContexts(before, limit));
    }

    private int purgeContexts(Instant before, int limit) {
        return jdbc.read("look for old words", WORK, statements -> ContextSql.hasOld(statements, before))
                ? jdbc.write("purge words", statements -> ContextSql.purge(statements, before, limit))
                : 0;
    }

    private int purgeImpressions(Instant before, int limit) {
        return jdbc.read("look for old impressions", WORK, statements -> ImpressionSql.hasOld(statements, before))
                ? jdbc.write("purge impressions", statements -> ImpressionSql.purge(statements, before, limit))
                : 0;
    }

    private int purgeAudit(Instant before, int limit) {
        return jdbc.read("look for an old audit", WORK, statements -> AuditSql.hasOld(statements, before))
                ? jdbc.write("purge the audit", statements -> AuditSql.purge(statements, before, limit))
                : 0;
    }

    /** Where to go on; from the beginning when that is behind the end, as after a clock was set back. */
    private static String begin(String position, String end) {
        return position.compareTo(end) < 0 ? position : "";
    }

    private static Portion portion(Statements statements, String sql, Statements.Binder binder, int limit)
            throws SQLException {
        List<Seen> seen = statements.list(sql, binder, row -> new Seen(row.text(), row.number() == 1));
        List<String> wanted = new ArrayList<>();
        String last = null;
        for (Seen one : seen) {
            if (wanted.size() == limit) {
                return new Portion(wanted, last, false);
            }
            last = one.id();
            if (one.wanted()) {
                wanted.add(one.id());
            }
        }
        return new Portion(wanted, last, seen.size() < LOOKED_AT);
    }

    /** Later than ever, because nothing that was given before then can be told from what was purged. */
    private static void notePurge(Statements statements, Instant before) throws SQLException {
        String noted = MetaSql.find(statements, PURGED_BEFORE);
        if (noted == null || Instant.parse(noted).isBefore(before)) {
            MetaSql.put(statements, PURGED_BEFORE, before.toString());
            AlertSql.purge(statements, before);
            MarkerSql.purge(statements, before);
            TombstoneSql.forget(statements, before.minus(PurgedSql.SLACK.multipliedBy(2)), LOOKED_AT);
        }
    }

    private static int delete(Statements statements, List<String> ids, Instant before) throws SQLException {
        Map<String, Integer> purged = new HashMap<>();
        int count = 0;
        for (String id : ids) {
            if (statements.first(WAITS, binds -> binds.text(id), Row::number) != null) {
                continue;
            }
            PurgedSql.bury(statements, id, before);
            statements
                    .list(DELETE_DELIVERIES, binds -> binds.text(id), Row::text)
                    .forEach(destination -> purged.merge(destination, 1, Integer::sum));
            count += FeedbackSql.delete(statements, id);
        }
        for (Map.Entry<String, Integer> one : purged.entrySet()) {
            LedgerSql.add(statements, one.getKey(), 0, one.getValue());
        }
        return count;
    }

    /** Less than every id made at this moment or later, and greater than every id made before: see RFC 9562, section 5.7. */
    static String firstIdOf(Instant moment) {
        String millis = String.format(Locale.ROOT, "%012x", Math.max(0, moment.toEpochMilli()));
        return FeedbackId.PREFIX + millis.substring(0, 8) + "-" + millis.substring(8);
    }
}
