package io.feedback4j.store.jdbc;

import io.feedback4j.insights.Interval;
import io.feedback4j.insights.Wilson;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The statements that write {@code session_total} and {@code message_total}, which have the same columns. */
final class TotalSql {
    static final TotalSql SESSIONS = new TotalSql("session_total");
    static final TotalSql MESSAGES = new TotalSql("message_total");

    private static final String COLUMNS =
            "assistant_id, name, votes, scored, positive, negative, score_sum, at, first_negative";

    /** Binds: assistant, names. */
    private final String find;
    /** Binds: assistant, name, votes, scored, positive, negative, score sum, at, first negative, low, high. */
    private final String put;
    /** Binds: assistant, name. */
    private final String delete;

    private TotalSql(String table) {
        this.find = "SELECT " + COLUMNS + " FROM " + table + " WHERE assistant_id = ? AND name IN (?)";
        this.put = "INSERT INTO " + table + " (" + COLUMNS + ", low, high) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (assistant_id, name) DO UPDATE SET votes = excluded.votes, scored = excluded.scored,"
                + " positive = excluded.positive, negative = excluded.negative, score_sum = excluded.score_sum,"
                + " at = excluded.at, first_negative = excluded.first_negative, low = excluded.low,"
                + " high = excluded.high";
        this.delete = "DELETE FROM " + table + " WHERE assistant_id = ? AND name = ?";
    }

    /** Whose. */
    record Name(String assistantId, String name) {
        static Name of(Ranked total) {
            return new Name(total.assistantId(), total.name());
        }
    }

    /** What was added to a total. */
    record Added(VoteCounts counts, Instant first, Instant last, boolean takenAway) {}

    List<Ranked> find(Statements statements, String assistantId, Collection<String> names) throws SQLException {
        return InList.list(statements, find, binds -> binds.text(assistantId), names, TotalSql::read);
    }

    static Ranked read(Row row) throws SQLException {
        return new Ranked(
                row.text(),
                row.text(),
                row.number(),
                row.number(),
                row.number(),
                row.number(),
                row.number(),
                row.time(),
                row.number());
    }

    void put(Statements statements, Collection<Ranked> totals) throws SQLException {
        statements.updateEach(
                put,
                totals.stream()
                        .map(total -> (Statements.Binder) binds -> bind(binds, total))
                        .toList());
    }

    void delete(Statements statements, Collection<Name> names) throws SQLException {
        statements.updateEach(
                delete,
                names.stream()
                        .map(name -> (Statements.Binder)
                                binds -> binds.text(name.assistantId()).text(name.name()))
                        .toList());
    }

    private static void bind(Binds binds, Ranked total) throws SQLException {
        boolean sound = total.positive() >= 0 && total.positive() <= total.scored();
        Interval share = Wilson.interval(sound ? total.positive() : 0, sound ? total.scored() : 0);
        binds.text(total.assistantId())
                .text(total.name())
                .number(total.votes())
                .number(total.scored())
                .number(total.positive())
                .number(total.negative())
                .number(total.scoreSum())
                .time(total.at())
                .number(total.firstNegative())
                .real(share.low())
                .real(share.high());
    }
}
