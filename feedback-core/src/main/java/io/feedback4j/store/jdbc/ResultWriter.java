package io.feedback4j.store.jdbc;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Status;
import io.feedback4j.store.Claim;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Surplus;
import io.feedback4j.store.jdbc.OutcomeSql.Conclusion;
import io.feedback4j.store.jdbc.OutcomeSql.Standing;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down what became of claims and look-ups, inside a transaction that somebody else began. */
final class ResultWriter {
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    private static final String NOT_THIS_ONE = "the record that was found belongs, or may belong, to another feedback";

    private ResultWriter() {}

    static void write(Statements statements, DeliveryResult result, Instant now) throws SQLException {
        Standing standing = OutcomeSql.standing(statements, result.claim());
        if (standing != null && !write(statements, result, standing, now)) {
            // Claimed anew since it was read: now it can be seen who has the right.
            Standing since = OutcomeSql.standing(statements, result.claim());
            boolean unused = since != null && write(statements, result, since, now);
        }
    }

    /** @return false when the right was lost after it had been looked for */
    private static boolean write(Statements statements, DeliveryResult result, Standing standing, Instant now)
            throws SQLException {
        Claim claim = result.claim();
        String upstreamId = result.upstreamId();
        boolean anothers = upstreamId != null && OutcomeSql.isTaken(statements, claim, upstreamId);
        boolean taken = anothers || upstreamId != null && mayBeAnothers(statements, standing, result);
        if (result.state() == DeliveryState.DELIVERED && standing.state() == DeliveryState.DELIVERED) {
            look(statements, result, standing, taken, now);
        } else if (isUnderFence(standing, claim)) {
            return OutcomeSql.conclude(statements, claim, conclude(result, standing, taken, now), now);
        } else if (result.state() == DeliveryState.DELIVERED && !taken) {
            keep(statements, claim, standing, upstreamId, now);
        } else if (result.state() == DeliveryState.DELIVERED && !anothers) {
            OutcomeSql.doubt(statements, claim, now.plus(LOOK_AGAIN), NOT_THIS_ONE, now);
        }
        return true;
    }

    private static boolean isUnderFence(Standing standing, Claim claim) {
        return standing.fence() == claim.fence()
                && (standing.state() == DeliveryState.SENDING || standing.state() == DeliveryState.UNCERTAIN);
    }

    /**
     * Whether a record that was found, rather than confirmed in the answer to its own request, may be that of an equal
     * feedback whose own answer is still to come. That answer has the better right to it, whatever became meanwhile of
     * the one that it was found for.
     */
    private static boolean mayBeAnothers(Statements statements, Standing standing, DeliveryResult result)
            throws SQLException {
        boolean ownAnswer = standing.state() == DeliveryState.SENDING && isUnderFence(standing, result.claim());
        return result.state() == DeliveryState.DELIVERED
                && !ownAnswer
                && OutcomeSql.isEqualOnItsWay(statements, result.claim());
    }

    /** It is there already; what is new may be its id, or that it is there once more under another. */
    private static void look(
            Statements statements, DeliveryResult result, Standing standing, boolean taken, Instant now)
            throws SQLException {
        String upstreamId = taken ? null : result.upstreamId();
        Instant again = taken ? now.plus(LOOK_AGAIN) : result.nextAt();
        OutcomeSql.looked(statements, result.claim(), upstreamId, again, result.absences());
        boolean another =
                standing.upstreamId() != null && !standing.upstreamId().equals(upstreamId);
        if (upstreamId != null && another && standing.fingerprint() != null) {
            Surplus surplus = new Surplus(upstreamId, standing.fingerprint(), null);
            SurplusSql.keep(statements, standing.assistantId(), result.claim().destination(), surplus, now);
        }
    }

    /** The right is lost, and what was found out with it is still true. */
    private static void keep(
            Statements statements, Claim claim, Standing standing, @Nullable String upstreamId, Instant now)
            throws SQLException {
        if (standing.state() != DeliveryState.SENDING) {
            OutcomeSql.keepDelivered(statements, claim, upstreamId, now);
        } else if (upstreamId != null) {
            OutcomeSql.keepUpstreamId(statements, claim, upstreamId);
        }
    }

    private static Conclusion conclude(DeliveryResult result, Standing standing, boolean taken, Instant now) {
        if (result.state() == DeliveryState.DELIVERED) {
            return taken && standing.state() == DeliveryState.UNCERTAIN
                    ? notThisOne(result, now)
                    : delivered(result, taken ? null : result.upstreamId());
        }
        // Another sender of the same feedback found out meanwhile that it is there.
        if (standing.upstreamId() != null) {
            return delivered(result, null);
        }
        boolean counts = result.counts() || standing.state() != DeliveryState.SENDING;
        DeliveryState state = result.state() == DeliveryState.READY ? ready(standing.status()) : result.state();
        return new Conclusion(
                state,
                availableAt(state, result.nextAt(), now),
                null,
                result.absences(),
                counts,
                result.mayBeThere(),
                taken ? null : result.upstreamId(),
                result.httpStatus(),
                result.problem());
    }

    private static Conclusion delivered(DeliveryResult result, @Nullable String upstreamId) {
        return new Conclusion(
                DeliveryState.DELIVERED, null, result.nextAt(), 0, true, false, upstreamId, result.httpStatus(), null);
    }

    /** One record at the destination can be one feedback only: this one is still to be found. */
    private static Conclusion notThisOne(DeliveryResult result, Instant now) {
        return new Conclusion(
                DeliveryState.UNCERTAIN,
                now.plus(LOOK_AGAIN),
                null,
                result.absences(),
                true,
                true,
                null,
                result.httpStatus(),
                NOT_THIS_ONE);
    }

    /** What is to become of a delivery that could be sent again. */
    static DeliveryState ready(Status status) {
        return switch (status) {
            case CURRENT -> DeliveryState.READY;
            case REPLACED -> DeliveryState.SUPERSEDED;
            case WITHDRAWN -> DeliveryState.WITHDRAWN;
            case ERASED -> DeliveryState.ERASED;
        };
    }

    private static @Nullable Instant availableAt(DeliveryState state, @Nullable Instant nextAt, Instant now) {
        if (!state.isWaiting()) {
            return null;
        }
        if (nextAt != null) {
            return nextAt;
        }
        return state == DeliveryState.READY ? now : DeliverySql.NEVER;
    }
}
