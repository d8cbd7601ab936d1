package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves what was kept while no assistant was configured to the first one that is, and after it what was shown,
 * the words that votes are about, the markers and the alarms. Where both have feedback of one
 * target, it becomes one row of numbers in the order of time, and only its last can be current.
 *
 * <p>Moves whole targets, a portion of them at a time, so that what comes in does not wait for all of it.
 */
final class DefaultBinding {
    /** Few, because votes of the same sessions wait meanwhile. */
    private static final int PORTION = 100;

    private static final String OF_TARGET = "assistant_id = ? AND session_id = ? AND message_id = ? AND voter = ?";

    /** Binds: from, limit. */
    static final String NEXT = """
            SELECT session_id, message_id, voter FROM feedback WHERE assistant_id = ?
            ORDER BY session_id, message_id, voter LIMIT ?
            """;

    /** Binds: target (4), to. */
    private static final String FORGET_SHARED_KEYS =
            "UPDATE feedback AS f SET idempotency_key = NULL, payload_hash = NULL WHERE " + OF_TARGET + """
             AND f.idempotency_key IS NOT NULL
                AND EXISTS (SELECT 1 FROM feedback o WHERE o.assistant_id = ? AND o.session_id = f.session_id
                    AND o.voter = f.voter AND o.idempotency_key = f.idempotency_key)
            """;

    /** Binds: target (4). In the order of numbers, which is what was said one after the other. */
    private static final String SAID =
            "SELECT id, status, created_at FROM feedback WHERE " + OF_TARGET + " ORDER BY number";

    /** Binds: to, number, id. */
    private static final String MOVE = "UPDATE feedback SET assistant_id = ?, number = ? WHERE id = ?";

    /** Binds: to, target (4). */
    private static final String MOVE_TARGET = "UPDATE feedback SET assistant_id = ? WHERE " + OF_TARGET;

    /** Binds: to, target (4), from. */
    private static final String MOVE_DELIVERIES =
            "UPDATE delivery SET assistant_id = ? WHERE feedback_id IN (SELECT id FROM feedback WHERE " + OF_TARGET
                    + ") AND assistant_id = ?";

    private final String from;
    private final String to;

    DefaultBinding(String from, String to) {
        this.from = from;
        this.to = to;
    }

    private record Said(String id, Status status, Instant at) {}

    /** Moves a portion, in a transaction. @return how many were moved; 0 when nothing was left */
    static long runPortion(Jdbc jdbc, InstantSource clock, String from, String to) {
        if (from.equals(to)) {
            return 0;
        }
        DefaultBinding binding = new DefaultBinding(from, to);
        return jdbc.write("bind feedback to assistant " + to, statements -> binding.run(statements, clock.instant()));
    }

    /** To be run in a transaction, again until nothing is left. @return how many were moved */
    long run(Statements statements, Instant now) throws SQLException {
        List<Target> targets = statements
                .list(
                        NEXT,
                        binds -> binds.text(from).number((long) PORTION),
                        row -> new Target(from, row.text(), row.text(), row.text()))
                .stream()
                .distinct()
                .toList();
        lock(statements, targets);
        long moved = 0;
        for (Target target : targets) {
            if (moved >= PORTION) {
                return moved;
            }
            moved += move(statements, target, now);
        }
        if (targets.isEmpty()) {
            DestinationSql.forget(statements, from);
            MarkerSql.move(statements, from, to);
            AlertSql.move(statements, from, to);
            return ImpressionSql.move(statements, from, to, PORTION) + ContextSql.move(statements, from, to, PORTION);
        }
        return moved;
    }

    /** Both ends: votes come in for either, from other nodes too. */
    private void lock(Statements statements, List<Target> targets) throws SQLException {
        List<Target> both = new ArrayList<>(targets);
        targets.forEach(target -> both.add(bound(target)));
        statements.dialect().lock(statements, both);
    }

    private Target bound(Target target) {
        return new Target(to, target.sessionId(), target.messageId(), target.voter());
    }

    private long move(Statements statements, Target target, Instant now) throws SQLException {
        Target bound = bound(target);
        List<Said> here = said(statements, target);
        if (here.isEmpty()) {
            // another node was quicker
            return 0;
        }
        statements.update(
                FORGET_SHARED_KEYS, binds -> FeedbackSql.bind(binds, target).text(to));
        List<Said> there = said(statements, bound);
        long moved;
        if (there.isEmpty()) {
            recount(statements, target);
            moved = statements.update(MOVE_TARGET, binds -> FeedbackSql.bind(binds.text(to), target));
        } else {
            merge(statements, target, inOrderOfTime(there, here), now);
            moved = here.size();
        }
        statements.update(
                MOVE_DELIVERIES,
                binds -> FeedbackSql.bind(binds.text(to), bound).text(from));
        return moved;
    }

    private static List<Said> said(Statements statements, Target target) throws SQLException {
        return statements.list(
                SAID,
                binds -> FeedbackSql.bind(binds, target),
                row -> new Said(row.text(), Status.of(row.text()), row.time()));
    }

    /** Each side keeps its own order, whatever its clock said. */
    private static List<Said> inOrderOfTime(List<Said> one, List<Said> other) {
        List<Said> order = new ArrayList<>(one.size() + other.size());
        int next = 0;
        for (Said said : one) {
            while (next < other.size() && other.get(next).at().isBefore(said.at())) {
                order.add(other.get(next++));
            }
            order.add(said);
        }
        order.addAll(other.subList(next, other.size()));
        return order;
    }

    private void merge(Statements statements, Target target, List<Said> order, Instant now) throws SQLException {
        for (Said said : order.subList(0, order.size() - 1)) {
            if (said.status() == Status.CURRENT) {
                FeedbackSql.replace(statements, said.id(), now);
                var unused = DeliverySql.supersede(statements, said.id(), now);
            }
        }
        recount(statements, target);
        // By way of negative numbers, because no two may be equal at any time.
        for (int i = 0; i < order.size(); i++) {
            move(statements, order.get(i).id(), -1L - i);
        }
        for (int i = 0; i < order.size(); i++) {
            move(statements, order.get(i).id(), 1L + i);
        }
    }

    /** What is still current counts for the other assistant from now on. */
    private void recount(Statements statements, Target target) throws SQLException {
        Feedback current = FeedbackSql.current(statements, target);
        if (current != null) {
            statements.counting().ceases(current);
            statements
                    .counting()
                    .begins(new Feedback(
                            current.id(),
                            bound(target),
                            current.number(),
                            current.opinion(),
                            current.status(),
                            current.createdAt(),
                            current.updatedAt(),
                            current.source()));
        }
    }

    private void move(Statements statements, String id, long number) throws SQLException {
        statements.update(MOVE, binds -> binds.text(to).number(number).text(id));
    }
}
