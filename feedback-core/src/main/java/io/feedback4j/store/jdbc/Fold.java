package io.feedback4j.store.jdbc;

import static java.util.stream.Collectors.groupingBy;

import io.feedback4j.store.Ranked;
import io.feedback4j.store.VoteCounts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds changes to all sums, inside a transaction that somebody else began. Nobody else does meanwhile. */
final class Fold {
    private final Statements statements;
    private final Map<BucketSql.Bucket, VoteCounts> votes = new HashMap<>();
    private final Map<BucketSql.Part<String>, Long> reasons = new HashMap<>();
    private final Map<TotalSql.Name, TotalSql.Added> sessions = new HashMap<>();
    private final Map<TotalSql.Name, TotalSql.Added> messages = new HashMap<>();

    private Fold(Statements statements) {
        this.statements = statements;
    }

    static void add(Statements statements, List<CountChange> changes) throws SQLException {
        Fold fold = new Fold(statements);
        changes.forEach(fold::collect);
        fold.write();
    }

    private void collect(CountChange change) {
        VoteCounts counts = VoteCounts.NONE.plus(change.counts(), change.times());
        if (!change.messageId().isEmpty()) {
            merge(messages, new TotalSql.Name(change.assistantId(), change.messageId()), counts, change);
        }
        if (change.times() == 0) {
            return;
        }
        merge(sessions, new TotalSql.Name(change.assistantId(), change.sessionId()), counts, change);
        BucketSql.Bucket bucket = new BucketSql.Bucket(change.assistantId(), change.bucket());
        votes.merge(bucket, counts, (sum, more) -> sum.plus(more, 1));
        change.reasons()
                .forEach(reason ->
                        reasons.merge(new BucketSql.Part<>(bucket, reason), (long) change.times(), Long::sum));
    }

    private static void merge(
            Map<TotalSql.Name, TotalSql.Added> all, TotalSql.Name name, VoteCounts counts, CountChange change) {
        TotalSql.Added before = all.get(name);
        Instant at = change.at();
        all.put(
                name,
                before == null
                        ? new TotalSql.Added(counts, at, at, change.times() < 0)
                        : new TotalSql.Added(
                                before.counts().plus(counts, 1),
                                at.isBefore(before.first()) ? at : before.first(),
                                at.isAfter(before.last()) ? at : before.last(),
                                before.takenAway() || change.times() < 0));
    }

    private void write() throws SQLException {
        BucketSql.addVotes(statements, votes);
        BucketSql.addReasons(statements, reasons);
        BucketSql.deleteNothing(
                statements,
                votes.entrySet().stream()
                        .filter(one -> one.getValue().votes() <= 0)
                        .map(Map.Entry::getKey)
                        .toList());
        new SessionFold(statements).fold(sessions);
        foldMessages();
    }

    private void foldMessages() throws SQLException {
        Map<TotalSql.Name, Ranked> before = new HashMap<>();
        Map<String, List<TotalSql.Name>> byAssistant =
                messages.keySet().stream().collect(groupingBy(TotalSql.Name::assistantId));
        for (Map.Entry<String, List<TotalSql.Name>> some : byAssistant.entrySet()) {
            List<String> names =
                    some.getValue().stream().map(TotalSql.Name::name).toList();
            TotalSql.MESSAGES
                    .find(statements, some.getKey(), names)
                    .forEach(total -> before.put(TotalSql.Name.of(total), total));
        }
        List<Ranked> changed = new ArrayList<>();
        List<TotalSql.Name> gone = new ArrayList<>();
        messages.forEach((name, added) -> {
            Ranked old = before.get(name);
            Ranked sum = sum(name, old, added);
            Instant last = old == null || added.last().isAfter(old.at()) ? added.last() : old.at();
            if (isNothing(sum)) {
                gone.add(name);
            } else {
                changed.add(with(sum, last, 0));
            }
        });
        TotalSql.MESSAGES.put(statements, changed);
        TotalSql.MESSAGES.delete(statements, gone);
    }

    /**
     * Whether nothing is left. What has changed need not come in order, so that a vote may be taken away before it is
     * added; what is less than nothing meanwhile is kept, and shown to nobody.
     */
    static boolean isNothing(Ranked total) {
        return total.votes() == 0
                && total.scored() == 0
                && total.positive() == 0
                && total.negative() == 0
                && total.scoreSum() == 0;
    }

    /** With the time and the place of before, if there was any. */
    static Ranked sum(TotalSql.Name name, @Nullable Ranked before, TotalSql.Added added) {
        VoteCounts counts = added.counts();
        return before == null
                ? new Ranked(
                        name.assistantId(),
                        name.name(),
                        counts.votes(),
                        counts.scored(),
                        counts.positive(),
                        counts.negative(),
                        counts.scoreSum(),
                        added.first(),
                        0)
                : new Ranked(
                        name.assistantId(),
                        name.name(),
                        before.votes() + counts.votes(),
                        before.scored() + counts.scored(),
                        before.positive() + counts.positive(),
                        before.negative() + counts.negative(),
                        before.scoreSum() + counts.scoreSum(),
                        before.at(),
                        before.firstNegative());
    }

    static Ranked with(Ranked total, Instant at, long firstNegative) {
        return new Ranked(
                total.assistantId(),
                total.name(),
                total.votes(),
                total.scored(),
                total.positive(),
                total.negative(),
                total.scoreSum(),
                at,
                firstNegative);
    }
}
