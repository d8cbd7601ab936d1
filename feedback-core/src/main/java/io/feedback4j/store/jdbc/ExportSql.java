package io.feedback4j.store.jdbc;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.FeedbackQuery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The statement that cuts everything that is kept into parts of the same size. */
final class ExportSql {
    /** Clocks put an id's time off from the feedback's own by much less. */
    private static final Duration SLACK = Duration.ofDays(1);

    /** Greater than every id. */
    private static final String END = FeedbackId.PREFIX + "g";

    /** Binds: assistant, before, how many less one. */
    static final String LAST_LOOKED_AT = """
            SELECT f.id FROM feedback f WHERE f.assistant_id = ? AND f.id < ? ORDER BY f.id DESC LIMIT 1 OFFSET ?
            """;

    private ExportSql() {}

    /** The id of the last record that the part looks at; {@code null} when it looks at all that are left. */
    static @Nullable String lastLookedAt(Statements statements, String assistantId, String before, int limit)
            throws SQLException {
        return statements.first(
                LAST_LOOKED_AT, binds -> binds.text(assistantId).text(before).number(limit - 1L), Row::text);
    }

    /** Behind the cursor, and behind what came after the time that is wanted. */
    static String before(FeedbackQuery query) {
        FeedbackId cursor = query.cursor();
        Instant until = query.until();
        if (cursor != null) {
            return cursor.value();
        }
        return until == null ? END : firstIdOf(until.plus(SLACK));
    }

    /** Whether all records from this one on came before the time that is wanted. */
    static boolean isBefore(String id, @Nullable Instant since) {
        return since != null && id.compareTo(firstIdOf(since.minus(SLACK))) < 0;
    }

    /** Less than every id made at this moment or later: see RFC 9562, section 5.7. */
    private static String firstIdOf(Instant moment) {
        long greatest = 0xFFFF_FFFF_FFFFL;
        long millis = Math.min(greatest, Math.max(0, moment.toEpochMilli()));
        String digits = String.format(Locale.ROOT, "%012x", millis);
        return FeedbackId.PREFIX + digits.substring(0, 8) + "-" + digits.substring(8);
    }
}
