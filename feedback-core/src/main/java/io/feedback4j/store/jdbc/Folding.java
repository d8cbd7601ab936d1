package io.feedback4j.store.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up what has changed, a portion in each transaction. One process at a time does, for as long as its transaction takes;
 * another that wants to meanwhile does not wait but leaves it. That is no lease: who dies gives it up with its connection.
 *
 * <p>Each row of what has changed is deleted in the transaction that adds it, so it is added once. Sums that are not there
 * yet, or were thrown away, are made by going through all feedback in the order of ids. While that goes on, a change counts
 * if its feedback was already looked at, and else is seen when it is.
 */
final class Folding {
    /** Under which name it is kept up to which id all feedback is in the sums. */
    private static final String COUNTED_TO = "counted_to";
    /** Greater than every id: all is in the sums. */
    private static final String ALL = "~";

    private static final int WORK = 1;
    private static final int ROWS = 256;

    /** Bind: limit. */
    private static final List<String> CLEAR = List.of(
            clear("vote_bucket", "bucket, assistant_id"),
            clear("reason_bucket", "bucket, assistant_id, reason"),
            clear("session_bucket", "bucket, assistant_id"),
            clear("first_negative", "bucket, assistant_id, position"),
            clear("session_total", "assistant_id, name"),
            clear("message_total", "assistant_id, name"));

    private Folding() {}

    private static String clear(String table, String key) {
        return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + table + " LIMIT ?)";
    }

    /** Whether there is anything to be done; only looks. */
    static boolean isNeeded(Statements statements) throws SQLException {
        return CountChangeSql.waitsSince(statements) != null || !isComplete(statements);
    }

    static boolean isComplete(Statements statements) throws SQLException {
        return ALL.equals(MetaSql.find(statements, COUNTED_TO));
    }

    static void begin(Statements statements) throws SQLException {
        MetaSql.put(statements, COUNTED_TO, "");
    }

    /** @return how many votes it looked at; 0 when another process does, or nothing is left */
    static int fold(Statements statements, int limit) throws SQLException {
        if (!statements.dialect().isAlone(statements, WORK)) {
            return 0;
        }
        String to = MetaSql.find(statements, COUNTED_TO);
        if (ALL.equals(to)) {
            return addOldest(statements, limit);
        }
        return to == null || to.isEmpty() ? clearOrBegin(statements, limit) : addKept(statements, to, limit);
    }

    private static int addOldest(Statements statements, int limit) throws SQLException {
        List<CountChange> changes = new ArrayList<>();
        List<String> done = new ArrayList<>();
        for (CountChangeSql.Portion portion : CountChangeSql.oldest(statements, ROWS)) {
            if (!changes.isEmpty() && changes.size() + portion.size() > limit) {
                break;
            }
            changes.addAll(CountChangeReader.read(portion.changes()));
            done.add(portion.id());
        }
        CountChangeSql.delete(statements, done);
        Fold.add(statements, changes);
        return changes.size();
    }

    private static int clearOrBegin(Statements statements, int limit) throws SQLException {
        for (String sql : CLEAR) {
            int cleared = statements.update(sql, binds -> binds.number((long) limit));
            if (cleared > 0) {
                return cleared;
            }
        }
        return addKept(statements, "", limit);
    }

    private static int addKept(Statements statements, String to, int limit) throws SQLException {
        List<CountChange> changes = new ArrayList<>();
        List<String> done = new ArrayList<>();
        String last = to;
        int kept = 0;
        for (CountChangeSql.Found found : CountChangeSql.allAndKept(statements, to, limit)) {
            if (found.kept() != null) {
                kept++;
                last = found.id().compareTo(last) > 0 ? found.id() : last;
                changes.add(found.kept());
            } else {
                done.add(found.id());
                CountChangeReader.read(found.changes()).stream()
                        .filter(change -> change.id().compareTo(to) <= 0)
                        .forEach(changes::add);
            }
        }
        CountChangeSql.delete(statements, done);
        Fold.add(statements, changes);
        MetaSql.put(statements, COUNTED_TO, kept < limit ? ALL : last);
        if (kept < limit) {
            BurstSql.deleteLeft(statements);
        }
        return Math.max(1, changes.size());
    }
}
