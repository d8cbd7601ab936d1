package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each look-up and each row at once, as is quickest where a statement is a call and not a trip through the network. */
final class ImmediateTables implements ChangeTables {
    private final Statements statements;

    ImmediateTables(Statements statements) {
        this.statements = statements;
    }

    @Override
    public FeedbackSql.@Nullable KeyUse findKey(Target target, String key) throws SQLException {
        return FeedbackSql.findKey(statements, target, key);
    }

    @Override
    public FeedbackSql.@Nullable Latest latest(Target target) throws SQLException {
        return FeedbackSql.latest(statements, target);
    }

    @Override
    public List<DeliverySql.Settling> replace(FeedbackSql.Latest latest, Instant at) throws SQLException {
        FeedbackSql.replace(statements, latest.id(), at);
        return DeliverySql.supersede(statements, latest.id(), at);
    }

    @Override
    public void insert(Feedback feedback, @Nullable String key, @Nullable String payloadHash) throws SQLException {
        FeedbackSql.insert(statements, feedback, key, payloadHash);
    }

    @Override
    public void insert(Feedback feedback, String destination, Instant availableAt, Instant since) throws SQLException {
        DeliverySql.insert(statements, feedback, destination, availableAt, since);
    }

    @Override
    public Statements statements() {
        return statements;
    }

    @Override
    public void withdrew(Feedback feedback) {
        // nothing is kept here that could be out of date
    }

    @Override
    public void finish() {
        // everything is written
    }
}
