package io.feedback4j.store.jdbc;

import io.feedback4j.model.FeedbackId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Forgetting what is too old. Works through the ids, which grow with time, so that it needs no index of its own. */
final class Upkeep {
    private static final String KEYS_FORGOTTEN_TO = "keys_forgotten_to";
    /** An id can be a little later than the feedback's own time, never much. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** Binds: after id, before id, limit. */
    private static final String WITH_KEY = """
            SELECT id FROM feedback WHERE id >= ? AND id < ? AND idempotency_key IS NOT NULL ORDER BY id LIMIT ?
            """;

    /** Binds: id. */
    private static final String FORGET_KEY =
            "UPDATE feedback SET idempotency_key = NULL, payload_hash = NULL WHERE id = ?";

    /** Binds: before id, before, limit. */
    private static final String OLD = """
            SELECT f.id FROM feedback f
            WHERE f.id < ? AND f.created_at < ?
                AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.feedback_id = f.id AND d.available_at IS NOT NULL)
            ORDER BY f.id LIMIT ?
            """;

    /** Binds: feedback. */
    private static final String DESTINATIONS = "SELECT destination FROM delivery WHERE feedback_id = ?";

    /** Binds: feedback. */
    private static final String DELETE_DELIVERIES = "DELETE FROM delivery WHERE feedback_id = ?";

    /** Binds: id. */
    private static final String DELETE = "DELETE FROM feedback WHERE id = ?";

    private Upkeep() {}

    /** @return how many; less than the limit when there are no more */
    static int forgetKeys(Statements statements, Instant before, int limit) throws SQLException {
        String done = MetaSql.find(statements, KEYS_FORGOTTEN_TO);
        String start = done == null ? "" : done;
        String end = firstIdOf(before);
        List<String> ids =
                statements.list(WITH_KEY, binds -> binds.text(start).text(end).number((long) limit), Row::text);
        for (String id : ids) {
            statements.update(FORGET_KEY, binds -> binds.text(id));
        }
        String next = ids.size() < limit ? end : ids.get(ids.size() - 1);
        if (next.compareTo(start) > 0) {
            MetaSql.put(statements, KEYS_FORGOTTEN_TO, next);
        }
        return ids.size();
    }

    /** @return how many; less than the limit when there are no more */
    static int purge(Statements statements, Instant before, int limit) throws SQLException {
        List<String> ids = statements.list(
                OLD,
                binds -> binds.text(firstIdOf(before.plus(SLACK))).time(before).number((long) limit),
                Row::text);
        Map<String, Integer> purged = new HashMap<>();
        for (String id : ids) {
            statements
                    .list(DESTINATIONS, binds -> binds.text(id), Row::text)
                    .forEach(destination -> purged.merge(destination, 1, Integer::sum));
            statements.update(DELETE_DELIVERIES, binds -> binds.text(id));
            statements.update(DELETE, binds -> binds.text(id));
        }
        for (Map.Entry<String, Integer> count : purged.entrySet()) {
            LedgerSql.add(statements, count.getKey(), 0, count.getValue());
        }
        return ids.size();
    }

    /** Less than every id made at this moment or later, and greater than every id made before: see RFC 9562, section 5.7. */
    private static String firstIdOf(Instant moment) {
        String millis = String.format(Locale.ROOT, "%012x", Math.max(0, moment.toEpochMilli()));
        return FeedbackId.PREFIX + millis.substring(0, 8) + "-" + millis.substring(8);
    }
}
