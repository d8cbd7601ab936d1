package io.feedback4j.store.jdbc;

import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.Written;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Writes those of a batch whose sessions nobody else holds, after waiting for all of them was in vain. */
final class FreeChanges {
    private FreeChanges() {}

    static List<Written> write(Statements statements, ChangeWriter writer, List<Change> changes) throws SQLException {
        List<List<Target>> targets = targets(statements, changes);
        Set<Target> all = new HashSet<>();
        targets.forEach(all::addAll);
        Set<Long> held = TargetLocks.lockFree(statements, all);
        List<Change> free = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (isFree(targets.get(i), held)) {
                free.add(changes.get(i));
            }
        }
        Iterator<Written> written = write(statements, new HeldRows(statements), writer, free);
        return targets.stream()
                .map(some -> isFree(some, held) ? written.next() : new Written.Held())
                .toList();
    }

    /** Where somebody holds a row and no session, all but the changes that need the row. */
    private static Iterator<Written> write(
            Statements statements, HeldRows rows, ChangeWriter writer, List<Change> changes) throws SQLException {
        List<Written> together = rows.tryDo(part -> writer.write(part, changes));
        if (together != null) {
            return together.iterator();
        }
        List<Written> written = new ArrayList<>(changes.size());
        Set<Target> held = new HashSet<>();
        for (Change change : changes) {
            List<Target> targets = targets(statements, change);
            List<Written> one = targets.stream().anyMatch(held::contains)
                    ? null
                    : rows.tryDo(part -> writer.write(part, List.of(change)));
            if (one == null) {
                held.addAll(targets);
            }
            written.add(one == null ? new Written.Held() : one.get(0));
        }
        return written.iterator();
    }

    private static boolean isFree(List<Target> targets, Set<Long> held) {
        return targets.stream().map(TargetLocks::key).noneMatch(held::contains);
    }

    /** Of each change; none where what is to be withdrawn is not known. */
    private static List<List<Target>> targets(Statements statements, List<Change> changes) throws SQLException {
        List<List<Target>> targets = new ArrayList<>(changes.size());
        for (Change change : changes) {
            targets.add(targets(statements, change));
        }
        return targets;
    }

    private static List<Target> targets(Statements statements, Change change) throws SQLException {
        if (change instanceof Change.Accept accept) {
            return List.of(accept.feedback().target());
        }
        if (change instanceof Change.Withdraw withdraw) {
            return BatchSql.targets(
                    statements,
                    List.of(new BatchSql.Wanted(
                            withdraw.assistantId(), withdraw.id().value())));
        }
        throw new AssertionError(change);
    }
}
