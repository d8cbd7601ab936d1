package io.feedback4j.store.jdbc;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Status;
import io.feedback4j.store.Decided;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedPosition;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.Undelivered;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements on {@code delivery} about what somebody decides about. Those that search are made for each combination of filters. */
final class RejectedSql {
    private static final String POSITION = "d.updated_at, d.assistant_id, d.feedback_id, d.destination";

    /** Binds: assistant, id. Writes nothing new, and keeps others from writing until the end of the transaction. */
    private static final String LOCK_STATUS =
            "UPDATE feedback SET status = status WHERE assistant_id = ? AND id = ? RETURNING status";

    /** Binds: state, available, updated, assistant, feedback, destination, and for those that wait now. */
    private static final String LEAVE = """
            UPDATE delivery AS d SET state = ?, available_at = ?, lease_owner = NULL, lease_until = NULL, updated_at = ?
            WHERE d.assistant_id = ? AND d.feedback_id = ? AND d.destination = ? AND
            """;

    private static final String REJECTED = "d.state = 'rejected'";
    private static final String PARKED =
            "d.state = 'uncertain' AND d.available_at >= " + DeliverySql.NEVER.toEpochMilli();
    /** Also what was being sent by somebody who is gone: nobody ends leases for a destination that is gone. Binds: now. */
    private static final String WAITING =
            "(d.state IN ('settling', 'ready', 'uncertain') OR d.state = 'sending' AND d.lease_until <= ?)";

    private final StringBuilder sql;
    private final List<Statements.Binder> binders = new ArrayList<>();

    private RejectedSql(String select, RejectedFilter filter, Instant now) {
        this.sql = new StringBuilder(select).append(" WHERE ").append(condition(filter.state()));
        if (filter.state() == Undelivered.WAITING) {
            binders.add(binds -> binds.time(now));
        }
        narrow(filter);
    }

    private static String condition(Undelivered state) {
        return switch (state) {
            case REJECTED -> REJECTED;
            case PARKED -> PARKED;
            case EITHER -> "(" + REJECTED + " OR " + PARKED + ")";
            case WAITING -> WAITING;
        };
    }

    /** The text of the statement that lists a page. */
    static String of(RejectedQuery query) {
        return page(query).sql.toString();
    }

    /** The text of the statement that finds what is to be decided about. */
    static String of(RejectedFilter filter, int limit) {
        return portion(filter, limit, Instant.EPOCH).sql.toString();
    }

    /** The text of the statement that changes one. */
    static String leaving(Undelivered state) {
        return LEAVE + condition(state);
    }

    static List<Rejected> list(Statements statements, RejectedQuery query) throws SQLException {
        RejectedSql page = page(query);
        return statements.list(
                page.sql.toString(), page::bind, row -> new Rejected(FeedbackSql.read(row), DeliverySql.read(row)));
    }

    /** Those that were rejected or became uncertain first, first; those that wait in no order. */
    static List<RejectedPosition> positions(Statements statements, RejectedFilter filter, int limit, Instant now)
            throws SQLException {
        RejectedSql portion = portion(filter, limit, now);
        return statements.list(
                portion.sql.toString(),
                portion::bind,
                row -> new RejectedPosition(row.time(), row.text(), new FeedbackId(row.text()), row.text()));
    }

    /** What became of the feedback, which stays so until the end of the transaction; {@code null} when it is gone. */
    static @Nullable Status lockStatus(Statements statements, RejectedPosition position) throws SQLException {
        return statements.first(
                LOCK_STATUS,
                binds -> binds.text(position.assistantId()).text(position.id().value()),
                row -> Status.of(row.text()));
    }

    /** @return whether it was still in this state */
    static boolean leave(Statements statements, Undelivered state, Decided decided, Instant now) throws SQLException {
        return statements.update(leaving(state), binds -> {
                    binds.text(decided.state().word())
                            .time(decided.nextAt())
                            .time(now)
                            .text(decided.assistantId())
                            .text(decided.id().value())
                            .text(decided.destination());
                    if (state == Undelivered.WAITING) {
                        binds.time(now);
                    }
                })
                == 1;
    }

    private static RejectedSql page(RejectedQuery query) {
        RejectedSql page = new RejectedSql(
                "SELECT " + FeedbackSql.COLUMNS + ", " + DeliverySql.COLUMNS
                        + " FROM delivery d JOIN feedback f ON f.assistant_id = d.assistant_id AND f.id = d.feedback_id",
                query.filter(),
                Instant.EPOCH);
        RejectedPosition behind = query.behind();
        if (behind != null) {
            page.and(
                    "(" + POSITION + (query.oldestFirst() ? ") > " : ") < ") + "(?, ?, ?, ?)",
                    binds -> binds.time(behind.at())
                            .text(behind.assistantId())
                            .text(behind.id().value())
                            .text(behind.destination()));
        }
        page.limit(query.oldestFirst() ? "ASC" : "DESC", query.limit());
        return page;
    }

    private static RejectedSql portion(RejectedFilter filter, int limit, Instant now) {
        RejectedSql portion = new RejectedSql("SELECT " + POSITION + " FROM delivery d", filter, now);
        if (filter.state() == Undelivered.WAITING) {
            // There may be very many, which would all be sorted for each portion.
            portion.limit(limit);
        } else {
            portion.limit("ASC", limit);
        }
        return portion;
    }

    /** Names are taken as expressions, so that the rejected are found by an index of theirs and not by one of all. */
    private void narrow(RejectedFilter filter) {
        if (filter.id() != null) {
            String id = filter.id().value();
            and("d.feedback_id = ?", binds -> binds.text(id));
        }
        if (filter.assistantId() != null) {
            and("d.assistant_id || '' = ?", binds -> binds.text(filter.assistantId()));
        }
        if (filter.destination() != null) {
            boolean byName = filter.state() == Undelivered.WAITING;
            and(byName ? "d.destination = ?" : "d.destination || '' = ?", binds -> binds.text(filter.destination()));
        }
        if (filter.httpStatus() != null) {
            and("d.http_status = ?", binds -> binds.number(filter.httpStatus()));
        }
        if (filter.since() != null) {
            and("d.updated_at >= ?", binds -> binds.time(filter.since()));
        }
        if (filter.until() != null) {
            and("d.updated_at < ?", binds -> binds.time(filter.until()));
        }
    }

    /** Only what is constant goes into the text of the statement. */
    private void and(String condition, Statements.Binder binder) {
        sql.append(" AND ").append(condition);
        binders.add(binder);
    }

    private void limit(String order, int limit) {
        sql.append(" ORDER BY ")
                .append(POSITION.replace(",", " " + order + ","))
                .append(' ')
                .append(order);
        limit(limit);
    }

    private void limit(int limit) {
        sql.append(" LIMIT ?");
        binders.add(binds -> binds.number((long) limit));
    }

    private void bind(Binds binds) throws SQLException {
        for (Statements.Binder binder : binders) {
            binder.bind(binds);
        }
    }
}
