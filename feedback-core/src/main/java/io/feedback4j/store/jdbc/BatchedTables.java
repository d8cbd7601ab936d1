package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks up beforehand what a batch of changes needs to know, and writes at the end what became of it, so that the whole
 * batch takes a few trips to the database. What it looked up stays true: nobody else writes on these targets meanwhile.
 */
final class BatchedTables implements ChangeTables {
    private final Statements statements;
    private final Map<Target, FeedbackSql.Latest> latest = new HashMap<>();
    /** By feedback. */
    private final Map<String, List<DeliverySql.Settling>> settling = new HashMap<>();

    private final Map<BatchSql.Key, FeedbackSql.KeyUse> keys = new HashMap<>();

    /** Not written yet, by id, in the order of the changes. */
    private final Map<String, NewRow> inserted = new LinkedHashMap<>();

    private final List<Statements.Binder> deliveries = new ArrayList<>();
    /** Not written yet. Sorted, because others lock rows too, in the order of ids. */
    private final Map<String, Instant> replaced = new TreeMap<>();

    private record NewRow(
            Feedback feedback,
            @Nullable String key,
            @Nullable String payloadHash) {}

    private BatchedTables(Statements statements) {
        this.statements = statements;
    }

    /** Waits until nobody else writes on the targets of these changes, and looks up what is there. */
    static BatchedTables of(Statements statements, List<Change> changes) throws SQLException {
        Set<Target> targets = new LinkedHashSet<>();
        Set<BatchSql.Key> keys = new LinkedHashSet<>();
        List<BatchSql.Wanted> withdrawn = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Change.Accept accept) {
                Target target = accept.feedback().target();
                targets.add(target);
                String key = accept.feedback().idempotencyKey();
                if (key != null) {
                    keys.add(BatchSql.Key.of(target, key));
                }
            } else if (change instanceof Change.Withdraw withdraw) {
                withdrawn.add(new BatchSql.Wanted(
                        withdraw.assistantId(), withdraw.id().value()));
            }
        }
        Set<Target> locked = new LinkedHashSet<>(targets);
        locked.addAll(BatchSql.targets(statements, withdrawn));
        TargetLocks.lock(statements, locked);
        BatchedTables tables = new BatchedTables(statements);
        tables.lookUp(targets, keys);
        return tables;
    }

    private void lookUp(Set<Target> targets, Set<BatchSql.Key> wanted) throws SQLException {
        for (BatchSql.Found found : BatchSql.latest(statements, targets)) {
            latest.put(found.target(), found.latest());
            if (found.settling() != null) {
                settling.computeIfAbsent(found.latest().id(), id -> new ArrayList<>())
                        .add(found.settling());
            }
        }
        for (BatchSql.Used used : BatchSql.keys(statements, wanted)) {
            keys.put(used.key(), used.use());
        }
    }

    @Override
    public FeedbackSql.@Nullable KeyUse findKey(Target target, String key) {
        return keys.get(BatchSql.Key.of(target, key));
    }

    @Override
    public FeedbackSql.@Nullable Latest latest(Target target) {
        return latest.get(target);
    }

    @Override
    public List<DeliverySql.Settling> replace(FeedbackSql.Latest old, Instant at) {
        NewRow row = inserted.get(old.id());
        if (row != null) {
            inserted.put(old.id(), new NewRow(replaced(row.feedback(), at), row.key(), row.payloadHash()));
        }
        replaced.put(old.id(), at);
        return settling.getOrDefault(old.id(), List.of());
    }

    private static Feedback replaced(Feedback feedback, Instant at) {
        return new Feedback(
                feedback.id(),
                feedback.target(),
                feedback.number(),
                feedback.opinion(),
                Status.REPLACED,
                feedback.createdAt(),
                at);
    }

    @Override
    public void insert(Feedback feedback, @Nullable String key, @Nullable String payloadHash) {
        String id = feedback.id().value();
        inserted.put(id, new NewRow(feedback, key, payloadHash));
        latest.put(feedback.target(), new FeedbackSql.Latest(id, feedback.number(), feedback.status()));
        if (key != null) {
            keys.put(BatchSql.Key.of(feedback.target(), key), new FeedbackSql.KeyUse(id, requireNonNull(payloadHash)));
        }
    }

    @Override
    public void insert(Feedback feedback, String destination, Instant availableAt, Instant since) {
        settling.computeIfAbsent(feedback.id().value(), id -> new ArrayList<>())
                .add(new DeliverySql.Settling(destination, since));
        deliveries.add(binds -> DeliverySql.bind(binds, feedback, destination, availableAt, since));
    }

    @Override
    public Statements statements() throws SQLException {
        finish();
        return statements;
    }

    @Override
    public void withdrew(Feedback feedback) {
        FeedbackSql.Latest newest = latest.get(feedback.target());
        if (newest != null && newest.id().equals(feedback.id().value())) {
            latest.put(feedback.target(), new FeedbackSql.Latest(newest.id(), newest.number(), Status.WITHDRAWN));
        }
    }

    @Override
    public void finish() throws SQLException {
        FeedbackSql.replaceAll(statements, stored());
        inserted.values().forEach(row -> FeedbackSql.counts(statements, row.feedback()));
        FeedbackSql.insertAll(
                statements,
                inserted.values().stream()
                        .map(row -> (Statements.Binder)
                                binds -> FeedbackSql.bind(binds, row.feedback(), row.key(), row.payloadHash()))
                        .toList());
        DeliverySql.insertAll(statements, deliveries);
        // Also of what came and was replaced within the batch.
        DeliverySql.supersedeAll(statements, replaced);
        inserted.clear();
        deliveries.clear();
        replaced.clear();
    }

    private Map<String, Instant> stored() {
        Map<String, Instant> stored = new TreeMap<>(replaced);
        stored.keySet().removeAll(inserted.keySet());
        return stored;
    }
}
