package io.feedback4j.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.feedback4j.model.Delivery;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.Written;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes changes down, one after the other, inside a transaction that somebody else began. */
final class ChangeWriter {
    /** So many of a target are asked for when it is told whether it is upstream, so that telling it again is cheap. */
    private static final int LOOKED_FOR_UPSTREAM = 100;

    private final List<String> destinations;
    private final Duration settleWindow;
    private final Duration maxSettling;

    ChangeWriter(List<String> destinations, Duration settleWindow, Duration maxSettling) {
        this.destinations = destinations.stream().sorted().toList();
        this.settleWindow = settleWindow;
        this.maxSettling = maxSettling;
    }

    List<Written> write(Statements statements, List<Change> changes) throws SQLException {
        ChangeTables tables = statements.dialect().tables(statements, changes);
        List<Written> written = new ArrayList<>(changes.size());
        Contexts contexts = new Contexts();
        int kept = 0;
        for (Change change : changes) {
            Written outcome = write(tables, change);
            written.add(outcome);
            contexts.note(change, outcome);
            kept += outcome instanceof Written.Kept ? 1 : 0;
        }
        tables.finish();
        contexts.write(statements);
        if (kept > 0) {
            for (String destination : destinations) {
                LedgerSql.add(statements, destination, kept, 0);
            }
        }
        return written;
    }

    private Written write(ChangeTables tables, Change change) throws SQLException {
        if (change instanceof Change.Accept accept) {
            return accept(tables, accept);
        }
        if (change instanceof Change.Withdraw withdraw) {
            return withdraw(tables, withdraw);
        }
        throw new AssertionError(change);
    }

    private Written accept(ChangeTables tables, Change.Accept accept) throws SQLException {
        NewFeedback feedback = accept.feedback();
        if (feedback.idempotencyKey() != null) {
            FeedbackSql.KeyUse use = tables.findKey(feedback.target(), feedback.idempotencyKey());
            if (use != null) {
                return repeated(tables, accept, use);
            }
        }
        FeedbackSql.Latest latest = tables.latest(feedback.target());
        Feedback kept = new Feedback(
                accept.id(),
                feedback.target(),
                latest == null ? 1 : latest.number() + 1,
                feedback.opinion(),
                Status.CURRENT,
                accept.at(),
                accept.at());
        List<DeliverySql.Settling> settling = latest == null || latest.status() != Status.CURRENT
                ? List.of()
                : tables.replace(latest, kept.createdAt());
        tables.insert(kept, feedback.idempotencyKey(), accept.payloadHash());
        return deliver(tables, kept, settling);
    }

    private static Written repeated(ChangeTables tables, Change.Accept accept, FeedbackSql.KeyUse use)
            throws SQLException {
        if (!use.payloadHash().equals(accept.payloadHash())) {
            return new Written.KeyConflict();
        }
        Target target = accept.feedback().target();
        Statements statements = tables.statements();
        Feedback first = requireNonNull(FeedbackSql.find(statements, target.assistantId(), use.id()));
        return new Written.Repeated(DeliverySql.withDeliveries(statements, first));
    }

    private Written deliver(ChangeTables tables, Feedback kept, List<DeliverySql.Settling> settling)
            throws SQLException {
        Instant at = kept.createdAt();
        Instant settledAt = destinations.isEmpty() ? at.plus(settleWindow) : at;
        List<Delivery> deliveries = new ArrayList<>(destinations.size());
        for (String destination : destinations) {
            Instant since = settlingSince(settling, destination, at);
            Instant end = earlier(at.plus(settleWindow), since.plus(maxSettling));
            tables.insert(kept, destination, end, since);
            deliveries.add(new Delivery(destination, DeliveryState.SETTLING, 0, end, null, null, null, at));
            settledAt = end.isAfter(settledAt) ? end : settledAt;
        }
        return new Written.Kept(new FeedbackRecord(kept, deliveries), settledAt);
    }

    private static Instant settlingSince(List<DeliverySql.Settling> settling, String destination, Instant otherwise) {
        for (DeliverySql.Settling before : settling) {
            if (before.destination().equals(destination)) {
                return before.since();
            }
        }
        return otherwise;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Written withdraw(ChangeTables tables, Change.Withdraw withdraw) throws SQLException {
        Statements statements = tables.statements();
        Feedback feedback = FeedbackSql.find(
                statements, withdraw.assistantId(), withdraw.id().value());
        if (feedback == null) {
            return new Written.Unknown();
        }
        Instant since = saidTogetherSince(statements, feedback);
        if (feedback.status() == Status.CURRENT || feedback.status() == Status.REPLACED) {
            long stays = FeedbackSql.newestThatStays(statements, feedback, since, 0);
            // The feedback first, which whoever writes down what became of a delivery looks at and holds.
            FeedbackSql.withdraw(statements, feedback, stays, withdraw.at());
            DeliverySql.withdraw(statements, feedback, stays, withdraw.at());
            ContextSql.forgetUnused(statements, feedback.target());
            feedback = new Feedback(
                    feedback.id(),
                    feedback.target(),
                    feedback.number(),
                    feedback.opinion().scoreOnly(),
                    Status.WITHDRAWN,
                    feedback.createdAt(),
                    withdraw.at(),
                    feedback.source());
            tables.withdrew(feedback);
        }
        long stays = FeedbackSql.newestThatStays(
                statements, feedback, since, Math.max(0, feedback.number() - LOOKED_FOR_UPSTREAM));
        return new Written.Withdrawn(feedback, DeliverySql.isUpstream(statements, feedback, stays));
    }

    /**
     * From when on feedback of the same target is taken back with this one. A known voter takes back everything. Unknown
     * voters of a session are one target, so only what settled together with this one is taken to be the same person's:
     * a vote, and the comment to it. That is never more than the time for which changes can be put off; what waits longer,
     * as while a destination is away, is not together for that.
     */
    private Instant saidTogetherSince(Statements statements, Feedback feedback) throws SQLException {
        if (!feedback.target().voter().isEmpty()) {
            return Instant.EPOCH;
        }
        Instant longest = feedback.createdAt().minus(maxSettling);
        Instant since = DeliverySql.settlingSince(statements, feedback);
        return since == null || since.isBefore(longest) ? longest : since;
    }
}
