package io.feedback4j.store.jdbc;

import io.feedback4j.store.SessionCounts;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The statements that add to the sums by quarters of an hour. */
final class BucketSql {
    /** Binds: bucket, assistant, counts (19). */
    private static final String ADD_VOTES = "INSERT INTO vote_bucket (bucket, assistant_id, " + SumSql.COLUMNS
            + ") VALUES (?, ?, " + SumSql.MARKS + ") ON CONFLICT (bucket, assistant_id) DO UPDATE SET "
            + SumSql.adding("vote_bucket");

    /** Binds: bucket, assistant, reason, votes. */
    private static final String ADD_REASON = """
            INSERT INTO reason_bucket (bucket, assistant_id, reason, votes) VALUES (?, ?, ?, ?)
            ON CONFLICT (bucket, assistant_id, reason) DO UPDATE SET votes = reason_bucket.votes + excluded.votes
            """;

    /** Binds: bucket, assistant, counts (7). */
    private static final String ADD_SESSIONS = """
            INSERT INTO session_bucket (bucket, assistant_id, sessions, scored, with_negative, share_sum, share_squares,
                mean_sum, mean_squares)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (bucket, assistant_id) DO UPDATE SET
                sessions = session_bucket.sessions + excluded.sessions,
                scored = session_bucket.scored + excluded.scored,
                with_negative = session_bucket.with_negative + excluded.with_negative,
                share_sum = session_bucket.share_sum + excluded.share_sum,
                share_squares = session_bucket.share_squares + excluded.share_squares,
                mean_sum = session_bucket.mean_sum + excluded.mean_sum,
                mean_squares = session_bucket.mean_squares + excluded.mean_squares
            """;

    /** Binds: bucket, assistant, position, sessions. */
    private static final String ADD_FIRST_NEGATIVE = """
            INSERT INTO first_negative (bucket, assistant_id, position, sessions) VALUES (?, ?, ?, ?)
            ON CONFLICT (bucket, assistant_id, position) DO UPDATE
            SET sessions = first_negative.sessions + excluded.sessions
            """;

    /** Binds: bucket, assistant. */
    private static final String[] DELETE_NOTHING = {
        "DELETE FROM vote_bucket WHERE bucket = ? AND assistant_id = ? AND " + SumSql.nothing(),
        "DELETE FROM reason_bucket WHERE bucket = ? AND assistant_id = ? AND votes = 0",
        "DELETE FROM session_bucket WHERE bucket = ? AND assistant_id = ? AND sessions = 0",
        "DELETE FROM first_negative WHERE bucket = ? AND assistant_id = ? AND sessions = 0"
    };

    /** A quarter of an hour of an assistant. */
    record Bucket(String assistantId, Instant start) {}

    /** What is counted apart in a quarter of an hour: a reason, or a place. */
    record Part<T>(Bucket bucket, T name) {}

    private BucketSql() {}

    static void addVotes(Statements statements, Map<Bucket, VoteCounts> all) throws SQLException {
        each(statements, ADD_VOTES, all, (binds, bucket, counts) -> SumSql.bind(bind(binds, bucket), counts));
    }

    static void addReasons(Statements statements, Map<Part<String>, Long> all) throws SQLException {
        each(
                statements,
                ADD_REASON,
                all,
                (binds, part, votes) ->
                        bind(binds, part.bucket()).text(part.name()).number(votes.longValue()));
    }

    static void addSessions(Statements statements, Map<Bucket, SessionCounts> all) throws SQLException {
        each(
                statements,
                ADD_SESSIONS,
                all,
                (binds, bucket, counts) -> bind(binds, bucket)
                        .number(counts.sessions())
                        .number(counts.scored())
                        .number(counts.withNegative())
                        .number(counts.shareSum())
                        .number(counts.shareSquares())
                        .number(counts.meanSum())
                        .number(counts.meanSquares()));
    }

    static void addFirstNegative(Statements statements, Map<Part<Long>, Long> all) throws SQLException {
        each(
                statements,
                ADD_FIRST_NEGATIVE,
                all,
                (binds, part, sessions) -> bind(binds, part.bucket())
                        .number(part.name().longValue())
                        .number(sessions.longValue()));
    }

    /** Keeps no row that says nothing. @param buckets from which more was taken than was added */
    static void deleteNothing(Statements statements, Collection<Bucket> buckets) throws SQLException {
        for (String sql : DELETE_NOTHING) {
            statements.updateEach(
                    sql,
                    buckets.stream()
                            .map(bucket -> (Statements.Binder) binds -> bind(binds, bucket))
                            .toList());
        }
    }

    /** Binds one entry. */
    private interface EntryBinder<K, V> {
        void bind(Binds binds, K key, V value) throws SQLException;
    }

    private static <K, V> void each(Statements statements, String sql, Map<K, V> all, EntryBinder<K, V> binder)
            throws SQLException {
        statements.updateEach(
                sql,
                all.entrySet().stream()
                        .map(one -> (Statements.Binder) binds -> binder.bind(binds, one.getKey(), one.getValue()))
                        .toList());
    }

    private static Binds bind(Binds binds, Bucket bucket) throws SQLException {
        return binds.time(bucket.start()).text(bucket.assistantId());
    }
}
