package io.feedback4j.store.jdbc;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ChangeWriter} looks up and writes down, change after change, inside one transaction: each at once, or looked
 * up beforehand for all and written at the end. Used by one thread.
 */
interface ChangeTables {

    /** Who used an idempotency key before; {@code null} when nobody did. */
    FeedbackSql.@Nullable KeyUse findKey(Target target, String key) throws SQLException;

    /** The newest feedback of a target; {@code null} when there is none. */
    FeedbackSql.@Nullable Latest latest(Target target) throws SQLException;

    /** Makes current feedback replaced, and cancels what was not sent yet. @return what of it was still settling */
    List<DeliverySql.Settling> replace(FeedbackSql.Latest latest, Instant at) throws SQLException;

    void insert(Feedback feedback, @Nullable String key, @Nullable String payloadHash) throws SQLException;

    /** A delivery of feedback that was just inserted. */
    void insert(Feedback feedback, String destination, Instant availableAt, Instant since) throws SQLException;

    /** For whatever else there is to be looked up or written: sees and follows everything above. */
    Statements statements() throws SQLException;

    /** Feedback was taken back by way of {@link #statements}. */
    void withdrew(Feedback feedback);

    /** Everything is written when this returns. To be called once, at the end. */
    void finish() throws SQLException;
}
