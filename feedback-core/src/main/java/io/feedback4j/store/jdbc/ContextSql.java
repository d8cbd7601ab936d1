package io.feedback4j.store.jdbc;

import io.feedback4j.model.MessageContext;
import io.feedback4j.model.Target;
import io.feedback4j.store.KeptContext;
import io.feedback4j.store.KeptContext.Source;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All statements on {@code context}. */
final class ContextSql {
    private static final Comparator<Target> ORDER = Comparator.comparing(Target::assistantId)
            .thenComparing(Target::sessionId)
            .thenComparing(Target::messageId);

    /** Binds: assistant, session, message, question, answer, masked, source, rank, kept. */
    private static final String PUT = """
            INSERT INTO context (assistant_id, session_id, message_id, question, answer, masked, source, rank, kept_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (assistant_id, session_id, message_id) DO UPDATE SET question = excluded.question,
                answer = excluded.answer, masked = excluded.masked, source = excluded.source, rank = excluded.rank,
                kept_at = excluded.kept_at
            WHERE excluded.rank >= context.rank
            """;

    /** Binds: assistant, session, message. */
    static final String FIND = """
            SELECT question, answer, masked, source, kept_at FROM context
            WHERE assistant_id = ? AND session_id = ? AND message_id = ?
            """;

    /** Binds: assistant, session, message. */
    static final String IS_USED = """
            SELECT 1 FROM feedback f
            WHERE f.assistant_id = ? AND f.session_id = ? AND f.message_id = ? AND f.status = 'current' LIMIT 1
            """;

    private static final String UNUSED = """
            NOT EXISTS (SELECT 1 FROM feedback f WHERE f.assistant_id = context.assistant_id
                AND f.session_id = context.session_id AND f.message_id = context.message_id""";

    /** Binds: assistant, session, message. */
    static final String FORGET_UNUSED = """
            DELETE FROM context WHERE assistant_id = ? AND session_id = ? AND message_id = ? AND\s""" + UNUSED + " AND f.status = 'current')";

    /** Binds: assistant, session. */
    static final String ERASE = "DELETE FROM context WHERE assistant_id = ? AND session_id = ?";

    /** Binds: before. */
    static final String HAS_OLD = "SELECT 1 FROM context WHERE kept_at < ? AND " + UNUSED + ") LIMIT 1";

    /** Binds: before, limit. */
    static final String PURGE = """
            DELETE FROM context WHERE (assistant_id, session_id, message_id) IN
                (SELECT assistant_id, session_id, message_id FROM context WHERE kept_at < ? AND\s""" + UNUSED + ") ORDER BY kept_at LIMIT ?)";

    private static final String FIRST = """
            FROM context WHERE assistant_id = ? ORDER BY session_id, message_id LIMIT ?
            """;

    /** Binds: to, from, limit. */
    private static final String COPY = """
            INSERT INTO context (assistant_id, session_id, message_id, question, answer, masked, source, rank, kept_at)
            SELECT CAST(? AS TEXT), c.session_id, c.message_id, c.question, c.answer, c.masked, c.source, c.rank,
                c.kept_at
            FROM (SELECT session_id, message_id, question, answer, masked, source, rank, kept_at\s""" + FIRST + """
            ) c WHERE true
            ON CONFLICT (assistant_id, session_id, message_id) DO NOTHING
            """;

    /** Binds: from, limit. */
    private static final String REMOVE = """
            DELETE FROM context WHERE (assistant_id, session_id, message_id) IN
                (SELECT assistant_id, session_id, message_id\s""" + FIRST + ")";

    private ContextSql() {}

    /** Keeps it, unless what is there comes from somebody who is believed more. */
    static void put(Statements statements, Target target, KeptContext kept) throws SQLException {
        MessageContext context = kept.context();
        statements.update(
                PUT,
                binds -> bind(binds, target)
                        .text(context.question())
                        .text(context.answer())
                        .text(MaskedColumn.write(context.masked()))
                        .text(kept.source().word())
                        .number((long) kept.source().ordinal())
                        .time(kept.at()));
    }

    /** What came with votes, in the order of its keys, so that two who write the same never wait for each other. */
    static void putAll(Statements statements, Map<Target, KeptContext> contexts) throws SQLException {
        for (Map.Entry<Target, KeptContext> one : contexts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .toList()) {
            put(statements, one.getKey(), one.getValue());
        }
    }

    static @Nullable KeptContext find(Statements statements, Target target) throws SQLException {
        return statements.first(FIND, binds -> bind(binds, target), ContextSql::read);
    }

    /** Whether somebody's vote on this target's message counts. */
    static boolean isUsed(Statements statements, Target target) throws SQLException {
        return statements.first(IS_USED, binds -> bind(binds, target), Row::number) != null;
    }

    private static KeptContext read(Row row) throws SQLException {
        MessageContext context = new MessageContext(row.text(), row.text(), MaskedColumn.read(row.text()));
        return new KeptContext(context, Source.of(row.text()), row.time());
    }

    /** Forgets the words of this target's message if nobody's vote on it counts any more. */
    static void forgetUnused(Statements statements, Target target) throws SQLException {
        statements.update(FORGET_UNUSED, binds -> bind(binds, target));
    }

    /** Forgets the words of a whole session. @return of how many messages */
    static int erase(Statements statements, String assistantId, String sessionId) throws SQLException {
        return statements.update(ERASE, binds -> binds.text(assistantId).text(sessionId));
    }

    static boolean hasOld(Statements statements, Instant before) throws SQLException {
        return statements.first(HAS_OLD, binds -> binds.time(before), Row::number) != null;
    }

    /** @return how many */
    static int purge(Statements statements, Instant before, int limit) throws SQLException {
        return statements.update(PURGE, binds -> binds.time(before).number((long) limit));
    }

    /** Moves the first of one assistant to another; what is there already stays. @return how many */
    static int move(Statements statements, String from, String to, int limit) throws SQLException {
        statements.update(COPY, binds -> binds.text(to).text(from).number((long) limit));
        return statements.update(REMOVE, binds -> binds.text(from).number((long) limit));
    }

    private static Binds bind(Binds binds, Target target) throws SQLException {
        return binds.text(target.assistantId()).text(target.sessionId()).text(target.messageId());
    }
}
