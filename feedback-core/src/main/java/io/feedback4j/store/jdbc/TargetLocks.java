package io.feedback4j.store.jdbc;

import static java.util.stream.Collectors.toCollection;

import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Locks that keep nodes from writing what is said on the same targets at the same time: PostgreSQL's advisory locks
 * (postgresql.org/docs/current/explicit-locking.html), which end with the transaction.
 */
final class TargetLocks {
    /** Made when the tables are: "f4jd". */
    static final long SCHEMA = 0x66346a64L;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Binds: keys. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(k.key) FROM unnest(?) AS k (key)";

    /** Binds: keys. */
    private static final String LOCK_FREE =
            "SELECT k.key FROM unnest(?) AS k (key) WHERE NOT pg_try_advisory_xact_lock(k.key)";

    private TargetLocks() {}

    /** Waits for all of them, in one order for everybody. */
    static void lock(Statements statements, Collection<Target> targets) throws SQLException {
        lockKeys(statements, targets.stream().map(TargetLocks::key).collect(toCollection(TreeSet::new)));
    }

    static void lockKeys(Statements statements, Collection<Long> keys) throws SQLException {
        if (!keys.isEmpty()) {
            List<String> unused = statements.list(LOCK, binds -> binds.numbers(keys), row -> "");
        }
    }

    /** Waits for none. @return the keys of those that somebody else holds; the others are locked */
    static Set<Long> lockFree(Statements statements, Collection<Target> targets) throws SQLException {
        Set<Long> keys = targets.stream().map(TargetLocks::key).collect(toCollection(TreeSet::new));
        return keys.isEmpty()
                ? Set.of()
                : Set.copyOf(statements.list(LOCK_FREE, binds -> binds.numbers(keys), Row::number));
    }

    /**
     * The messages of a session share a lock, because they share the idempotency keys of its voter. Two that have the
     * same number by chance wait for each other, and that is all.
     */
    static long key(Target target) {
        long hash = add(FNV_OFFSET, target.assistantId());
        hash = add(hash, target.sessionId());
        return add(hash, target.voter());
    }

    private static long add(long hash, String text) {
        long mixed = hash;
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * FNV_PRIME;
        }
        // Where one text ends and the next begins: no text holds this.
        return (mixed ^ 0x1_0000L) * FNV_PRIME;
    }
}
