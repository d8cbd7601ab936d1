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
import org.jspecify.annotations.Nullable;

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
        List<Written> written = new ArrayList<>(changes.size());
        int kept = 0;
        for (Change change : changes) {
            Written outcome = write(statements, change);
            written.add(outcome);
            kept += outcome instanceof Written.Kept ? 1 : 0;
        }
        if (kept > 0) {
            for (String destination : destinations) {
                LedgerSql.add(statements, destination, kept, 0);
            }
        }
        return written;
    }

    private Written write(Statements statements, Change change) throws SQLException {
        if (change instanceof Change.Accept accept) {
            return accept(statements, accept);
        }
        if (change instanceof Change.Withdraw withdraw) {
            return withdraw(statements, withdraw);
        }
        throw new AssertionError(change);
    }

    private Written accept(Statements statements, Change.Accept accept) throws SQLException {
        NewFeedback feedback = accept.feedback();
        if (feedback.idempotencyKey() != null) {
            FeedbackSql.KeyUse use = FeedbackSql.findKey(statements, feedback.target(), feedback.idempotencyKey());
            if (use != null) {
                return repeated(statements, accept, use);
            }
        }
        FeedbackSql.Latest latest = FeedbackSql.latest(statements, feedback.target());
        Feedback kept = new Feedback(
                accept.id(),
                feedback.target(),
                latest == null ? 1 : latest.number() + 1,
                feedback.opinion(),
                Status.CURRENT,
                accept.at(),
                accept.at());
        List<DeliverySql.Settling> settling = replace(statements, latest, kept.createdAt());
        FeedbackSql.insert(statements, kept, feedback.idempotencyKey(), accept.payloadHash());
        return deliver(statements, kept, settling);
    }

    private static Written repeated(Statements statements, Change.Accept accept, FeedbackSql.KeyUse use)
            throws SQLException {
        if (!use.payloadHash().equals(accept.payloadHash())) {
            return new Written.KeyConflict();
        }
        Target target = accept.feedback().target();
        Feedback first = requireNonNull(FeedbackSql.find(statements, target.assistantId(), use.id()));
        return new Written.Repeated(DeliverySql.withDeliveries(statements, first));
    }

    private static List<DeliverySql.Settling> replace(
            Statements statements, FeedbackSql.@Nullable Latest latest, Instant at) throws SQLException {
        if (latest == null || latest.status() != Status.CURRENT) {
            return List.of();
        }
        FeedbackSql.replace(statements, latest.id(), at);
        return DeliverySql.supersede(statements, latest.id(), at);
    }

    private Written deliver(Statements statements, Feedback kept, List<DeliverySql.Settling> settling)
            throws SQLException {
        Instant at = kept.createdAt();
        Instant settledAt = destinations.isEmpty() ? at.plus(settleWindow) : at;
        List<Delivery> deliveries = new ArrayList<>(destinations.size());
        for (String destination : destinations) {
            Instant since = settlingSince(settling, destination, at);
            Instant end = earlier(at.plus(settleWindow), since.plus(maxSettling));
            DeliverySql.insert(statements, kept, destination, end, since);
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

    private Written withdraw(Statements statements, Change.Withdraw withdraw) throws SQLException {
        Feedback feedback = FeedbackSql.find(
                statements, withdraw.assistantId(), withdraw.id().value());
        if (feedback == null) {
            return new Written.Unknown();
        }
        Instant since = saidTogetherSince(statements, feedback);
        if (feedback.status() == Status.CURRENT || feedback.status() == Status.REPLACED) {
            long stays = FeedbackSql.newestThatStays(statements, feedback, since, 0);
            DeliverySql.withdraw(statements, feedback, stays, withdraw.at());
            FeedbackSql.withdraw(statements, feedback, stays, withdraw.at());
            feedback = new Feedback(
                    feedback.id(),
                    feedback.target(),
                    feedback.number(),
                    feedback.opinion().scoreOnly(),
                    Status.WITHDRAWN,
                    feedback.createdAt(),
                    withdraw.at(),
                    feedback.source());
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
