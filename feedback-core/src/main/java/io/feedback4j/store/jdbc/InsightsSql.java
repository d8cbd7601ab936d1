package io.feedback4j.store.jdbc;

import io.feedback4j.store.BucketCounts;
import io.feedback4j.store.BucketReason;
import io.feedback4j.store.BucketSessions;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.Scope;
import io.feedback4j.store.SessionCounts;
import io.feedback4j.store.Totals;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statements that read the sums by quarters of an hour. What is set apart is taken away from them here. */
final class InsightsSql {
    private static final String VOTES = "SELECT " + SumSql.SUMS + " FROM vote_bucket";

    private static final String SESSION_SUMS = SumSql.sum("sessions") + ", " + SumSql.sum("scored") + ", "
            + SumSql.sum("with_negative") + ", " + SumSql.sum("share_sum") + ", " + SumSql.sum("share_squares") + ", "
            + SumSql.sum("mean_sum") + ", " + SumSql.sum("mean_squares");
    private static final String SESSIONS = "SELECT " + SESSION_SUMS + " FROM session_bucket";
    private static final String SESSION_SERIES = "SELECT bucket, " + SESSION_SUMS + " FROM session_bucket";

    private static final String REASONS = "SELECT reason, " + SumSql.sum("votes") + " FROM reason_bucket";
    private static final String BY_REASON = " GROUP BY reason";

    private static final String FIRST_NEGATIVE = "SELECT position, " + SumSql.sum("sessions") + " FROM first_negative";
    private static final String BY_POSITION = " GROUP BY position";

    private static final String SERIES = "SELECT bucket, " + SumSql.sum("votes") + ", " + SumSql.sum("scored") + ", "
            + SumSql.sum("positive") + ", " + SumSql.sum("score_sum") + " FROM vote_bucket";
    private static final String BY_BUCKET = " GROUP BY bucket ORDER BY bucket";

    private static final String REASONED = "SELECT bucket, '', " + SumSql.sum("reasoned") + " FROM vote_bucket";
    private static final String WITH_REASONS = " AND reasoned > 0";
    private static final String REASON_SERIES = "SELECT bucket, reason, " + SumSql.sum("votes") + " FROM reason_bucket";
    private static final String BY_BUCKET_AND_REASON = " GROUP BY bucket, reason ORDER BY bucket, reason";

    private static final String ASSISTANTS = "SELECT assistant_id, " + SumSql.SUMS + " FROM vote_bucket" + SumSql.OF_ALL
            + " GROUP BY assistant_id ORDER BY assistant_id";
    private static final String ASSISTANT = "SELECT assistant_id, " + SumSql.SUMS + " FROM vote_bucket" + SumSql.OF_ONE
            + " GROUP BY assistant_id ORDER BY assistant_id";

    private record Named(String name, long count) {}

    private InsightsSql() {}

    private static <T> List<T> list(
            Statements statements, String sql, Scope scope, String end, Statements.Reader<T> reader)
            throws SQLException {
        String assistant = scope.assistantId();
        return statements.list(
                sql + (assistant == null ? SumSql.OF_ALL : SumSql.OF_ONE) + end, binds -> bind(binds, scope), reader);
    }

    private static void bind(Binds binds, Scope scope) throws SQLException {
        binds.time(scope.from()).time(scope.until());
        if (scope.assistantId() != null) {
            binds.text(scope.assistantId());
        }
    }

    static Totals totals(Statements statements, Scope scope) throws SQLException {
        VoteCounts counts = list(statements, VOTES, scope, "", SumSql::read).get(0);
        Map<String, Long> reasons = new HashMap<>();
        list(statements, REASONS, scope, BY_REASON, row -> new Named(row.text(), row.number()))
                .forEach(one -> reasons.put(one.name(), one.count()));
        List<BurstSql.Found> bursts = BurstSql.apart(statements, scope);
        long apart = 0;
        for (BurstSql.Found found : bursts) {
            apart += found.burst().counts().votes();
            counts = counts.plus(found.burst().counts(), -1);
            found.reasons().forEach((reason, votes) -> reasons.merge(reason, -votes, Long::sum));
        }
        reasons.values().removeIf(votes -> votes <= 0);
        SessionCounts sessions =
                list(statements, SESSIONS, scope, "", InsightsSql::sessions).get(0);
        return new Totals(counts, reasons, sessions, firstNegative(statements, scope), apart, bursts.size());
    }

    private static Map<Integer, Long> firstNegative(Statements statements, Scope scope) throws SQLException {
        Map<Integer, Long> positions = new TreeMap<>();
        list(statements, FIRST_NEGATIVE, scope, BY_POSITION, row -> new long[] {row.number(), row.number()})
                .forEach(one -> positions.put((int) one[0], one[1]));
        positions.values().removeIf(sessions -> sessions <= 0);
        return positions;
    }

    private static SessionCounts sessions(Row row) throws SQLException {
        return new SessionCounts(
                row.number(), row.number(), row.number(), row.number(), row.number(), row.number(), row.number());
    }

    static List<BucketCounts> series(Statements statements, Scope scope) throws SQLException {
        Map<Instant, BucketCounts> buckets = new TreeMap<>();
        list(
                        statements,
                        SERIES,
                        scope,
                        BY_BUCKET,
                        row -> new BucketCounts(row.time(), row.number(), row.number(), row.number(), row.number()))
                .forEach(one -> buckets.put(one.bucket(), one));
        for (BurstSql.Found found : BurstSql.apart(statements, scope)) {
            buckets.computeIfPresent(
                    found.burst().bucket(),
                    (bucket, sum) -> without(sum, found.burst().counts()));
        }
        return buckets.values().stream().filter(sum -> sum.votes() > 0).toList();
    }

    static List<BucketSessions> sessionSeries(Statements statements, Scope scope) throws SQLException {
        return list(statements, SESSION_SERIES, scope, BY_BUCKET, row -> new BucketSessions(row.time(), sessions(row)));
    }

    private static BucketCounts without(BucketCounts sum, VoteCounts apart) {
        return new BucketCounts(
                sum.bucket(),
                sum.votes() - apart.votes(),
                sum.scored() - apart.scored(),
                sum.positive() - apart.positive(),
                sum.scoreSum() - apart.scoreSum());
    }

    static List<BucketReason> reasonSeries(Statements statements, Scope scope) throws SQLException {
        List<BucketReason> all = new ArrayList<>();
        Statements.Reader<BucketReason> reader = row -> new BucketReason(row.time(), row.text(), row.number());
        all.addAll(list(statements, REASONED, scope, WITH_REASONS + BY_BUCKET, reader));
        all.addAll(list(statements, REASON_SERIES, scope, BY_BUCKET_AND_REASON, reader));
        all.removeIf(one -> one.votes() == 0);
        for (BurstSql.Found found : BurstSql.apart(statements, scope)) {
            Instant bucket = found.burst().bucket();
            all.add(new BucketReason(bucket, "", -found.burst().counts().reasoned()));
            found.reasons().forEach((reason, votes) -> all.add(new BucketReason(bucket, reason, -votes)));
        }
        return all;
    }

    static List<Ranked> assistants(Statements statements, Scope scope) throws SQLException {
        Map<String, VoteCounts> all = new TreeMap<>();
        statements
                .list(
                        scope.assistantId() == null ? ASSISTANTS : ASSISTANT,
                        binds -> bind(binds, scope),
                        row -> Map.entry(row.text(), SumSql.read(row)))
                .forEach(one -> all.put(one.getKey(), one.getValue()));
        for (BurstSql.Found found : BurstSql.apart(statements, scope)) {
            all.computeIfPresent(
                    found.burst().assistantId(),
                    (assistant, sum) -> sum.plus(found.burst().counts(), -1));
        }
        List<Ranked> ranked = new ArrayList<>();
        all.forEach((assistant, sum) -> ranked.add(new Ranked(
                assistant,
                "",
                sum.votes(),
                sum.scored(),
                sum.positive(),
                sum.negative(),
                sum.scoreSum(),
                scope.from(),
                0)));
        return ranked;
    }
}
