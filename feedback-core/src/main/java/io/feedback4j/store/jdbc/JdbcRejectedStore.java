package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.SEARCH;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Status;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Decided;
import io.feedback4j.store.DecidedPortion;
import io.feedback4j.store.Pace;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedPosition;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.store.Undelivered;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for somebody's decision, kept in tables. Thread-safe. */
final class JdbcRejectedStore implements RejectedStore {
    private final Jdbc jdbc;

    JdbcRejectedStore(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Rejected> list(RejectedQuery query) {
        return jdbc.read("list what was rejected", SEARCH, statements -> RejectedSql.list(statements, query));
    }

    @Override
    public DecidedPortion resend(RejectedFilter which, int limit, Pace pace, AuditEntry entry) {
        return decide("send again what was rejected", which, limit, entry, (statements, position, before) -> {
            Status status = RejectedSql.lockStatus(statements, position);
            if (status == null) {
                return null;
            }
            DeliveryState state = ResultWriter.ready(status);
            return decided(position, state, state == DeliveryState.READY ? pace.at(before) : null);
        });
    }

    @Override
    public DecidedPortion discard(RejectedFilter which, int limit, AuditEntry entry) {
        return decide(
                "discard what was rejected",
                which,
                limit,
                entry,
                (statements, position, before) -> decided(position, DeliveryState.DISCARDED, null));
    }

    /** Says what is to become of one that was rejected; {@code null} when nothing can. */
    private interface Decision {
        @Nullable
        Decided about(Statements statements, RejectedPosition position, int before) throws SQLException;
    }

    private DecidedPortion decide(String action, RejectedFilter which, int limit, AuditEntry entry, Decision decision) {
        return jdbc.write(action, statements -> {
            List<Decided> all = new ArrayList<>();
            List<RejectedPosition> found = positions(statements, which, limit, entry.at());
            for (RejectedPosition position : found) {
                Decided decided = decision.about(statements, position, all.size());
                if (decided != null && RejectedSql.leave(statements, which.state(), decided, entry.at())) {
                    all.add(decided);
                }
            }
            if (!all.isEmpty()) {
                AuditSql.add(statements, entry.count(all.size()));
            }
            return new DecidedPortion(all, found.size());
        });
    }

    /** What waits may be in other hands as well, so that it is taken in the order in which everybody locks. */
    private static List<RejectedPosition> positions(Statements statements, RejectedFilter which, int limit, Instant now)
            throws SQLException {
        List<RejectedPosition> positions = RejectedSql.positions(statements, which, limit, now);
        return which.state() == Undelivered.WAITING
                ? positions.stream()
                        .sorted(Comparator.comparing(RejectedPosition::id))
                        .toList()
                : positions;
    }

    private static Decided decided(RejectedPosition position, DeliveryState state, @Nullable Instant nextAt) {
        return new Decided(position.assistantId(), position.id(), position.destination(), state, nextAt);
    }
}
