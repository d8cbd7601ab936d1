package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.Ledger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All statements on {@code ledger}, and the one that reads the books. */
final class LedgerSql {
    /** Binds: destination, node, accepted, purged. One row for each node, so that nodes do not wait for each other. */
    private static final String ADD = """
            INSERT INTO ledger (destination, node, accepted, purged) VALUES (?, ?, ?, ?)
            ON CONFLICT (destination, node) DO UPDATE
            SET accepted = ledger.accepted + excluded.accepted, purged = ledger.purged + excluded.purged
            """;

    /** Binds: destination, node, duplicates. */
    private static final String ADD_DUPLICATES = """
            INSERT INTO ledger (destination, node, accepted, purged, duplicates) VALUES (?, ?, 0, 0, ?)
            ON CONFLICT (destination, node) DO UPDATE SET duplicates = ledger.duplicates + excluded.duplicates
            """;

    /** Binds: destination. */
    private static final String DUPLICATES = "SELECT COALESCE(SUM(duplicates), 0) FROM ledger WHERE destination = ?";

    private static final String ACCEPTED = "accepted";
    private static final String PURGED = "purged";
    private static final String FOUND_TWICE = "duplicates";

    /** One statement, so that it sees one moment in every database. Binds: destination, four times. */
    static final String BOOKS = """
            SELECT 'accepted', SUM(accepted), CAST(NULL AS BIGINT) FROM ledger WHERE destination = ?
            UNION ALL SELECT 'purged', SUM(purged), NULL FROM ledger WHERE destination = ?
            UNION ALL SELECT 'duplicates', SUM(duplicates), NULL FROM ledger WHERE destination = ?
            UNION ALL SELECT state, COUNT(*), MIN(created_at) FROM delivery WHERE destination = ? GROUP BY state
            """;

    private static final String DESTINATIONS = "SELECT DISTINCT destination FROM ledger ORDER BY destination";

    /** @param what a state, or the name of a counter */
    private record Book(String what, long count, @Nullable Instant oldest) {}

    private static final String PAST = "local";
    /** So many rows of nodes that may be gone are no harm. */
    private static final long MANY = 16;

    private static final String COUNT = "SELECT COUNT(*) FROM ledger";

    /** Binds: past, own, past. PostgreSQL's alone. A node that is still there begins a new row with its next votes. */
    private static final String FOLD = """
            WITH gone AS (DELETE FROM ledger WHERE node NOT IN (?, ?) RETURNING destination, accepted, purged, duplicates)
            INSERT INTO ledger (destination, node, accepted, purged, duplicates)
            SELECT destination, ?, SUM(accepted), SUM(purged), SUM(duplicates) FROM gone GROUP BY destination ORDER BY destination
            ON CONFLICT (destination, node) DO UPDATE
            SET accepted = ledger.accepted + excluded.accepted, purged = ledger.purged + excluded.purged,
                duplicates = ledger.duplicates + excluded.duplicates
            """;

    private LedgerSql() {}

    static void add(Statements statements, String destination, long accepted, long purged) throws SQLException {
        statements.update(
                ADD,
                binds -> binds.text(destination)
                        .text(statements.node())
                        .number(accepted)
                        .number(purged));
    }

    /** Makes one row for each destination of what nodes of the past have counted, once there are many. */
    static void fold(Statements statements) throws SQLException {
        Long rows = statements.first(COUNT, binds -> {}, Row::number);
        if (rows != null && rows > MANY) {
            statements.update(
                    FOLD, binds -> binds.text(PAST).text(statements.node()).text(PAST));
        }
    }

    static void addDuplicates(Statements statements, String destination, long duplicates) throws SQLException {
        statements.update(
                ADD_DUPLICATES,
                binds -> binds.text(destination).text(statements.node()).number(duplicates));
    }

    static long duplicates(Statements statements, String destination) throws SQLException {
        Long duplicates = statements.first(DUPLICATES, binds -> binds.text(destination), Row::number);
        return duplicates == null ? 0 : duplicates;
    }

    static List<String> destinations(Statements statements) throws SQLException {
        return statements.list(DESTINATIONS, binds -> {}, Row::text);
    }

    static Ledger books(Statements statements, String destination) throws SQLException {
        List<Book> books = statements.list(
                BOOKS,
                binds -> binds.text(destination)
                        .text(destination)
                        .text(destination)
                        .text(destination),
                row -> new Book(row.text(), row.number(), row.timeOrNull()));
        long accepted = 0;
        long purged = 0;
        long duplicates = 0;
        Instant oldestWaiting = null;
        Map<DeliveryState, Long> states = new EnumMap<>(DeliveryState.class);
        for (DeliveryState state : DeliveryState.values()) {
            states.put(state, 0L);
        }
        for (Book book : books) {
            if (book.what().equals(ACCEPTED)) {
                accepted = book.count();
            } else if (book.what().equals(PURGED)) {
                purged = book.count();
            } else if (book.what().equals(FOUND_TWICE)) {
                duplicates = book.count();
            } else {
                DeliveryState state = DeliveryState.of(book.what());
                states.put(state, book.count());
                oldestWaiting = state.isWaiting() ? earlier(oldestWaiting, book.oldest()) : oldestWaiting;
            }
        }
        return new Ledger(destination, accepted, states, purged, oldestWaiting, duplicates);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }
}
