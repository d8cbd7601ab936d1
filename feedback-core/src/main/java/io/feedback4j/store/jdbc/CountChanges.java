package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.store.AuditEntry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Collects what begins and ceases to count in one transaction, and writes it down in one row at its end.
 *
 * <p>Whatever makes feedback current, or ends that, says so here: {@link FeedbackSql} does for all that goes through it.
 * One row for each transaction costs a vote next to nothing where many are written at once, and because it is a new one,
 * nobody waits for anybody. Sums that every vote wrote to would be rows that all nodes wait for; a row for each node would
 * still be written, and locked, for each quarter of an hour, message and session within the vote's own transaction.
 *
 * <p>Rows are added up in about the order in which they were written, and need not be: sums do not mind.
 *
 * <p>The text holds numbers as they are, and every string after its length, so that it may hold anything. Not thread-safe.
 */
final class CountChanges {
    private static final char END = ' ';
    private final StringBuilder text = new StringBuilder();
    private int size;

    /** It counts from now on. */
    void begins(Feedback feedback) {
        add(CountChange.of(feedback, 1));
    }

    /** It counts no more; as it was while it counted, with its text and reasons. */
    void ceases(Feedback feedback) {
        add(CountChange.of(feedback, -1));
    }

    private void add(CountChange change) {
        size++;
        text.append(change.times()).append(END);
        string(change.id());
        string(change.assistantId());
        string(change.sessionId());
        string(change.messageId());
        text.append(change.at().toEpochMilli()).append(END);
        text.append(change.score()).append(END);
        text.append(change.commented() ? 1 : 0).append(END);
        text.append(change.reasons().size()).append(END);
        change.reasons().forEach(this::string);
    }

    private void string(String value) {
        text.append(value.length()).append(END).append(value);
    }

    /** Nothing of what was collected has happened. */
    void clear() {
        text.setLength(0);
        size = 0;
    }

    /** Writes what was collected, and begins anew. @param number greater than that of every transaction before of this process */
    void write(Statements statements, Instant now, long number) throws SQLException {
        if (size > 0) {
            String id = AuditEntry.idAt(now) + "-" + HexFormat.of().toHexDigits(number) + "-" + UUID.randomUUID();
            String changes = text.toString();
            int count = size;
            clear();
            CountChangeSql.insert(statements, id, now, count, changes);
        }
    }
}
