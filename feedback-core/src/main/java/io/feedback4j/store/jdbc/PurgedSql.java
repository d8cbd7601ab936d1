package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a small stone for what is purged while the destination's record of it is too young to be left out of an import
 * for its age alone: what was sent weeks after it was given.
 */
final class PurgedSql {
    /** Clocks and exchanges put a record's time off by much less. */
    static final Duration SLACK = Duration.ofDays(1);

    /** Binds: feedback, sent after. */
    private static final String YOUNG = """
            SELECT destination, assistant_id, upstream_id, fingerprint, last_attempt_at FROM delivery
            WHERE feedback_id = ? AND last_attempt_at > ? AND fingerprint IS NOT NULL
            """;

    private record Young(
            String destination,
            String assistantId,
            @Nullable String upstreamId,
            String fingerprint,
            Instant sentAt) {}

    private PurgedSql() {}

    /** @param before what was given before this moment is being purged */
    static void bury(Statements statements, String feedbackId, Instant before) throws SQLException {
        List<Young> young = statements.list(
                YOUNG,
                binds -> binds.text(feedbackId).time(before.minus(SLACK)),
                row -> new Young(row.text(), row.text(), row.textOrNull(), row.text(), row.time()));
        for (Young one : young) {
            String name = one.upstreamId() == null ? TombstoneSql.nameless(feedbackId) : one.upstreamId();
            var unused = TombstoneSql.insert(
                    statements,
                    one.destination(),
                    name,
                    one.assistantId(),
                    one.fingerprint(),
                    TombstoneSql.PURGED,
                    one.sentAt());
        }
    }
}
