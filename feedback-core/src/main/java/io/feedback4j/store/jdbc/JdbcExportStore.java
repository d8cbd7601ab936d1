package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.SEARCH;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.store.ExportStore;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.Slice;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that filters mean, out of tables. Thread-safe. */
final class JdbcExportStore implements ExportStore {
    private final Jdbc jdbc;

    JdbcExportStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Slice slice(FeedbackQuery query) {
        if (query.backwards()) {
            throw new IllegalArgumentException("an export goes forwards");
        }
        return jdbc.read("export feedback", SEARCH, statements -> slice(statements, query));
    }

    private static Slice slice(Statements statements, FeedbackQuery query) throws SQLException {
        // Of one session there are few, and an index finds them.
        boolean isNarrow = query.sessionId() != null;
        if (isNarrow) {
            List<FeedbackRecord> records = DeliverySql.withDeliveries(statements, ListSql.list(statements, query));
            return new Slice(records, lastOf(records, query.limit()));
        }
        String before = ExportSql.before(query);
        String last = ExportSql.lastLookedAt(statements, query.assistantId(), before, query.limit());
        ListSql.Ids ids = new ListSql.Ids(last == null ? "" : last, before);
        return new Slice(
                DeliverySql.withDeliveries(statements, ListSql.list(statements, query, ids)), next(last, query));
    }

    private static @Nullable FeedbackId lastOf(List<FeedbackRecord> records, int limit) {
        return records.size() < limit
                ? null
                : records.get(records.size() - 1).feedback().id();
    }

    private static @Nullable FeedbackId next(@Nullable String last, FeedbackQuery query) {
        return last == null || ExportSql.isBefore(last, query.since()) ? null : new FeedbackId(last);
    }
}
