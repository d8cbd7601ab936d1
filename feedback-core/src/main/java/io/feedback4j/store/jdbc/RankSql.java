package io.feedback4j.store.jdbc;

import io.feedback4j.store.RankQuery;
import io.feedback4j.store.Ranked;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The statements that read a ranking: first those with enough scores, along the index of their order, and then the others,
 * along time.
 */
final class RankSql {
    private static final String COLUMNS =
            "t.assistant_id, t.name, t.votes, t.scored, t.positive, t.negative, t.score_sum, t.at, t.first_negative";

    /** Written out, as in the indexes, so that the database sees that they are meant. */
    private static final String RANKED = "t.scored >= " + Ranked.MIN_SCORED;

    private static final String OTHERS = "t.scored < " + Ranked.MIN_SCORED + " AND t.votes > 0";

    private RankSql() {}

    static List<Ranked> sessions(Statements statements, RankQuery query) throws SQLException {
        return page(statements, "session_total", query);
    }

    static List<Ranked> messages(Statements statements, RankQuery query) throws SQLException {
        return page(statements, "message_total", query);
    }

    private static List<Ranked> page(Statements statements, String table, RankQuery query) throws SQLException {
        List<Ranked> page =
                new ArrayList<>(read(statements, ranked(table, query), query, query.offset(), query.limit()));
        if (page.size() < query.limit()) {
            int before = (int) Math.min(query.offset(), count(statements, table, query));
            page.addAll(read(
                    statements, others(table, query), query, query.offset() - before, query.limit() - page.size()));
        }
        return page;
    }

    /** Binds: from, until, [assistant], limit, offset. The sign keeps databases from sorting all of the time instead. */
    static String ranked(String table, RankQuery query) {
        return select(table, RANKED, "+t.at", query) + " ORDER BY " + order(query.order()) + " LIMIT ? OFFSET ?";
    }

    /** Binds: from, until, [assistant], limit, offset. */
    static String others(String table, RankQuery query) {
        return select(table, OTHERS, "t.at", query) + " ORDER BY t.at DESC, t.assistant_id, t.name LIMIT ? OFFSET ?";
    }

    private static String select(String table, String which, String at, RankQuery query) {
        return String.format(
                Locale.ROOT,
                "SELECT %s FROM %s t WHERE %s AND %s >= ? AND %s < ?%s",
                COLUMNS,
                table,
                which,
                at,
                at,
                ofAssistant(query));
    }

    private static String ofAssistant(RankQuery query) {
        return query.scope().assistantId() == null ? "" : " AND t.assistant_id = ?";
    }

    private static String order(RankQuery.Order order) {
        switch (order) {
            case WORST:
                return "t.high, t.assistant_id, t.name";
            case BEST:
                return "t.low DESC, t.assistant_id DESC, t.name DESC";
            case MOST:
                return "t.votes DESC, t.assistant_id DESC, t.name DESC";
        }
        throw new AssertionError(order);
    }

    private static List<Ranked> read(Statements statements, String sql, RankQuery query, int offset, int limit)
            throws SQLException {
        return statements.list(
                sql, binds -> bind(binds, query).number((long) limit).number((long) offset), TotalSql::read);
    }

    private static long count(Statements statements, String table, RankQuery query) throws SQLException {
        Long count = statements.first(
                "SELECT COUNT(*) FROM " + table + " t WHERE " + RANKED + " AND t.at >= ? AND t.at < ?"
                        + ofAssistant(query),
                binds -> bind(binds, query),
                Row::number);
        return count == null ? 0 : count;
    }

    private static Binds bind(Binds binds, RankQuery query) throws SQLException {
        binds.time(query.scope().from()).time(query.scope().until());
        String assistant = query.scope().assistantId();
        return assistant == null ? binds : binds.text(assistant);
    }
}
