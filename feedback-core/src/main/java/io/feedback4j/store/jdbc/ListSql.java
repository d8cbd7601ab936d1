package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.FeedbackSql.REASON_END;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.VoteQuery;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statement that lists feedback: made for each combination of filters, with every value bound. */
final class ListSql {
    private static final String ID = "f.id";
    /** Keeps the database from walking through the ids of all sessions to save the sorting of one session's. */
    private static final String ID_WITHIN_A_SESSION = "f.id || ''";

    private static final Duration SLACK = Duration.ofHours(1);

    private static final String IN_STATE =
            "EXISTS (SELECT 1 FROM delivery d WHERE d.feedback_id = f.id AND d.state = ?)";
    /** The rejected are few and have an index of their own, which only a constant lets the database use. */
    private static final String REJECTED =
            "f.id IN (SELECT d.feedback_id FROM delivery d WHERE d.state = 'rejected' AND d.assistant_id = ?)";

    /** A range of ids, from the first on and before the other. */
    record Ids(String from, String before) {}

    private final StringBuilder sql =
            new StringBuilder("SELECT ").append(FeedbackSql.COLUMNS).append(" FROM feedback f WHERE ");
    private final List<Statements.Binder> binders = new ArrayList<>();

    /** @param ids between which those are that the database looks at; {@code null} for all */
    private ListSql(FeedbackQuery query, @Nullable Ids ids) {
        sql.append("f.assistant_id = ?");
        binders.add(binds -> binds.text(query.assistantId()));
        narrow(query);
        if (ids != null) {
            and(ID + " >= ? AND f.id < ?", binds -> binds.text(ids.from()).text(ids.before()));
        }
        end(query);
    }

    private ListSql(VoteQuery votes, FeedbackQuery query) {
        sql.append("f.status = 'current'");
        if (votes.assistantId() != null) {
            and("f.assistant_id = ?", binds -> binds.text(votes.assistantId()));
        }
        narrow(query);
        narrowById(query);
        if (votes.commented() != null) {
            sql.append(votes.commented() ? " AND f.text <> ''" : " AND f.text = ''");
        }
        end(query);
    }

    /** Ids are in the order of time, but for what an hour is more than enough for. */
    private void narrowById(FeedbackQuery query) {
        Instant since = query.since();
        if (since != null && query.sessionId() == null) {
            and("f.id > ?", binds -> binds.text(Upkeep.firstIdOf(since.minus(SLACK))));
        }
        Instant until = query.until();
        if (until != null && query.sessionId() == null) {
            and("f.id < ?", binds -> binds.text(Upkeep.firstIdOf(until.plus(SLACK))));
        }
    }

    private void end(FeedbackQuery query) {
        String id = query.sessionId() == null ? ID : ID_WITHIN_A_SESSION;
        if (query.cursor() != null) {
            String cursor = query.cursor().value();
            and(id + (query.backwards() ? " > ?" : " < ?"), binds -> binds.text(cursor));
        }
        sql.append(" ORDER BY ")
                .append(id)
                .append(query.backwards() ? " ASC" : " DESC")
                .append(" LIMIT ?");
        binders.add(binds -> binds.number((long) query.limit()));
    }

    /** The text of the statement. */
    static String of(FeedbackQuery query) {
        return new ListSql(query, null).sql.toString();
    }

    static List<Feedback> list(Statements statements, FeedbackQuery query) throws SQLException {
        return list(statements, query, null);
    }

    /** @param ids between which those are that the database looks at; {@code null} for all */
    static List<Feedback> list(Statements statements, FeedbackQuery query, @Nullable Ids ids) throws SQLException {
        if (query.text() != null && isInNoText(query.text())) {
            return List.of();
        }
        ListSql list = new ListSql(query, ids);
        List<Feedback> page = statements.list(list.sql.toString(), list::bind, FeedbackSql::read);
        if (query.backwards()) {
            Collections.reverse(page);
        }
        return page;
    }

    /** Votes that count, of one assistant or all. */
    static List<Feedback> list(Statements statements, VoteQuery votes) throws SQLException {
        if (votes.text() != null && isInNoText(votes.text())) {
            return List.of();
        }
        ListSql list = new ListSql(votes, asQuery(votes));
        return statements.list(list.sql.toString(), list::bind, FeedbackSql::read);
    }

    private static FeedbackQuery asQuery(VoteQuery votes) {
        return new FeedbackQuery(
                votes.assistantId() == null ? "" : votes.assistantId(),
                votes.sessionId(),
                votes.messageId(),
                votes.minScore(),
                votes.maxScore(),
                null,
                null,
                votes.reason(),
                votes.text(),
                votes.since(),
                votes.until(),
                votes.after(),
                false,
                votes.limit());
    }

    /** Only what is constant goes into the text of the statement. */
    private void and(String condition, Statements.Binder binder) {
        sql.append(" AND ").append(condition);
        binders.add(binder);
    }

    private void bind(Binds binds) throws SQLException {
        for (Statements.Binder binder : binders) {
            binder.bind(binds);
        }
    }

    private void narrow(FeedbackQuery query) {
        if (query.sessionId() != null) {
            and("f.session_id = ?", binds -> binds.text(query.sessionId()));
        }
        if (query.messageId() != null) {
            and("f.message_id = ?", binds -> binds.text(query.messageId()));
        }
        if (query.minScore() != null) {
            and("f.score >= ?", binds -> binds.real(query.minScore()));
        }
        if (query.maxScore() != null) {
            and("f.score <= ?", binds -> binds.real(query.maxScore()));
        }
        if (query.status() != null) {
            String status = query.status().word();
            and("f.status = ?", binds -> binds.text(status));
        }
        if (query.since() != null) {
            and("f.created_at >= ?", binds -> binds.time(query.since()));
        }
        if (query.until() != null) {
            and("f.created_at < ?", binds -> binds.time(query.until()));
        }
        narrowByContent(query);
    }

    private void narrowByContent(FeedbackQuery query) {
        if (query.state() == DeliveryState.REJECTED) {
            and(REJECTED, binds -> binds.text(query.assistantId()));
        } else if (query.state() != null) {
            String state = query.state().word();
            and(IN_STATE, binds -> binds.text(state));
        }
        if (query.reason() != null) {
            // Exact in letter case too, which LIKE is not everywhere.
            and(
                    "replace(f.reasons, ?, '') <> f.reasons",
                    binds -> binds.text(REASON_END + query.reason() + REASON_END));
        }
        if (query.text() != null) {
            String pattern = "%" + lower(query.text()).replaceAll("([\\\\%_])", "\\\\$1") + "%";
            and("lower(f.text) LIKE ? ESCAPE '\\'", binds -> binds.text(pattern));
        }
    }

    /** No text holds U+0000 or is as long as this, and a database may stop reading at either. */
    private static boolean isInNoText(String text) {
        return text.indexOf('\0') >= 0 || text.codePointCount(0, text.length()) > Opinion.MAX_TEXT_CODE_POINTS;
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return lower.toString();
    }
}
