package io.feedback4j.store.jdbc;

import static java.util.stream.Collectors.groupingBy;

import io.feedback4j.store.Burst;
import io.feedback4j.store.Ranked;
import io.feedback4j.store.Scope;
import io.feedback4j.store.SessionCounts;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings the totals of sessions up to date. What adds up is added; what depends on the order of votes (when the first one
 * came, which one was the first negative, what is a burst) is looked up in the session's votes, where it may have changed.
 */
final class SessionFold {
    private final Statements statements;
    private final List<Ranked> changed = new ArrayList<>();
    private final List<TotalSql.Name> gone = new ArrayList<>();
    private final Map<BucketSql.Bucket, SessionCounts> sums = new HashMap<>();
    private final Map<BucketSql.Part<Long>, Long> firstNegative = new HashMap<>();

    SessionFold(Statements statements) {
        this.statements = statements;
    }

    /** @param added what was added to each session */
    void fold(Map<TotalSql.Name, TotalSql.Added> added) throws SQLException {
        Map<TotalSql.Name, Ranked> before = new HashMap<>();
        Map<String, List<TotalSql.Name>> byAssistant =
                added.keySet().stream().collect(groupingBy(TotalSql.Name::assistantId));
        for (Map.Entry<String, List<TotalSql.Name>> some : byAssistant.entrySet()) {
            List<String> names =
                    some.getValue().stream().map(TotalSql.Name::name).toList();
            TotalSql.SESSIONS
                    .find(statements, some.getKey(), names)
                    .forEach(total -> before.put(TotalSql.Name.of(total), total));
        }
        for (Map.Entry<TotalSql.Name, TotalSql.Added> one : added.entrySet()) {
            fold(one.getKey(), one.getValue(), before.get(one.getKey()));
        }
        write();
    }

    private void fold(TotalSql.Name name, TotalSql.Added added, @Nullable Ranked before) throws SQLException {
        Ranked sum = Fold.sum(name, before, added);
        if (before != null && before.votes() > 0) {
            contribute(before, -1);
        }
        if (sum.votes() <= 0) {
            keepNothing(name, sum);
            return;
        }
        Ranked after = isToBeLookedAt(sum, added) ? looked(sum, name) : withFirst(sum, before, added);
        changed.add(after);
        contribute(after, 1);
    }

    private void keepNothing(TotalSql.Name name, Ranked sum) throws SQLException {
        if (Fold.isNothing(sum)) {
            gone.add(name);
        } else {
            changed.add(sum);
        }
        keepBursts(name, Map.of());
    }

    private static boolean isToBeLookedAt(Ranked sum, TotalSql.Added added) {
        return added.takenAway() || sum.negative() > 0 || sum.votes() >= Burst.MIN_VOTES;
    }

    private static Ranked withFirst(Ranked sum, @Nullable Ranked before, TotalSql.Added added) {
        Instant first = before == null || added.first().isBefore(before.at()) ? added.first() : before.at();
        return Fold.with(sum, first, 0);
    }

    private Ranked looked(Ranked sum, TotalSql.Name name) throws SQLException {
        List<SessionVotesSql.Said> said = SessionVotesSql.current(statements, name.assistantId(), name.name());
        if (said.isEmpty() || said.size() > SessionVotesSql.MOST) {
            return sum;
        }
        findBursts(name, said);
        long position = 0;
        for (int i = 0; i < said.size() && position == 0; i++) {
            position = said.get(i).counts().negative() > 0 ? i + 1 : 0;
        }
        return Fold.with(sum, said.get(0).at(), position);
    }

    private void findBursts(TotalSql.Name name, List<SessionVotesSql.Said> said) throws SQLException {
        Map<Instant, List<SessionVotesSql.Said>> buckets = new TreeMap<>();
        for (SessionVotesSql.Said one : said) {
            buckets.computeIfAbsent(one.bucket(), bucket -> new ArrayList<>()).add(one);
        }
        buckets.values().removeIf(some -> some.size() < Burst.MIN_VOTES);
        keepBursts(name, buckets);
    }

    private void keepBursts(TotalSql.Name name, Map<Instant, List<SessionVotesSql.Said>> buckets) throws SQLException {
        Set<String> kept = new HashSet<>();
        for (Map.Entry<Instant, List<SessionVotesSql.Said>> one : buckets.entrySet()) {
            VoteCounts counts = VoteCounts.NONE;
            Map<String, Long> reasons = new TreeMap<>();
            for (SessionVotesSql.Said said : one.getValue()) {
                counts = counts.plus(said.counts(), 1);
                said.reasons().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
            }
            String id = BurstSql.idOf(statements, name.assistantId(), name.name(), one.getKey());
            BurstSql.put(statements, id, name.assistantId(), name.name(), one.getKey(), counts, reasons);
            kept.add(id);
        }
        for (String id : BurstSql.ofSession(statements, name.assistantId(), name.name())) {
            if (!kept.contains(id)) {
                BurstSql.delete(statements, id);
            }
        }
    }

    private void contribute(Ranked total, int times) {
        BucketSql.Bucket bucket = new BucketSql.Bucket(total.assistantId(), Scope.bucketOf(total.at()));
        SessionCounts one = SessionCounts.of(total.scored(), total.positive(), total.negative(), total.scoreSum());
        sums.merge(bucket, SessionCounts.NONE.plus(one, times), (sum, more) -> sum.plus(more, 1));
        if (total.firstNegative() > 0) {
            firstNegative.merge(new BucketSql.Part<>(bucket, total.firstNegative()), (long) times, Long::sum);
        }
    }

    private void write() throws SQLException {
        TotalSql.SESSIONS.put(statements, changed);
        TotalSql.SESSIONS.delete(statements, gone);
        BucketSql.addSessions(statements, sums);
        BucketSql.addFirstNegative(statements, firstNegative);
        BucketSql.deleteNothing(
                statements,
                sums.entrySet().stream()
                        .filter(one -> one.getValue().sessions() <= 0)
                        .map(Map.Entry::getKey)
                        .toList());
    }
}
