package io.feedback4j.store.jdbc;

import static io.feedback4j.store.jdbc.Connections.Use.WORK;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.Sent;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Surplus;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where it went, kept in tables. Thread-safe. */
final class JdbcDeliveryStore implements DeliveryStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcDeliveryStore.class);

    private final Jdbc jdbc;
    private final ResultRecorder recorder;
    private final Supplier<Duration> clockError;

    /** Where the process's own clock is all there is. */
    JdbcDeliveryStore(Jdbc jdbc) {
        this(jdbc, () -> Duration.ZERO);
    }

    /**
     * @param clockError how much later it is for the database than for whoever asks, found out each time something is
     *     claimed: how long a claim lasts is for the database to say
     */
    JdbcDeliveryStore(Jdbc jdbc, Supplier<Duration> clockError) {
        this.jdbc = jdbc;
        this.recorder = new ResultRecorder(jdbc);
        this.clockError = clockError;
    }

    @Override
    public List<Feedback> due(
            String destination, Collection<String> assistantIds, Instant now, Instant uncertainSince, int limit) {
        return jdbc.read(
                "find what is due",
                WORK,
                statements -> ClaimSql.due(statements, destination, assistantIds, now, uncertainSince, limit));
    }

    @Override
    public @Nullable Instant nextDue(String destination, Collection<String> assistantIds, Instant uncertainSince) {
        return jdbc.read(
                        "find what is due next",
                        WORK,
                        statements -> Optional.ofNullable(
                                ClaimSql.nextDue(statements, destination, assistantIds, uncertainSince)))
                .orElse(null);
    }

    @Override
    public List<Claim> claim(
            String destination,
            List<ClaimRequest> wanted,
            String owner,
            Instant now,
            Instant uncertainSince,
            Instant leaseUntil) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Duration later = clockError.get();
        return jdbc.write("claim " + wanted.size() + " deliveries", statements -> {
            List<Claim> claims = new ArrayList<>(wanted.size());
            for (ClaimRequest request : statements.dialect().free(statements, destination, wanted)) {
                Claim claim = ClaimSql.claim(
                        statements,
                        destination,
                        request,
                        owner,
                        now.plus(later),
                        uncertainSince.plus(later),
                        leaseUntil.plus(later));
                if (claim != null) {
                    claims.add(claim);
                }
            }
            return claims;
        });
    }

    @Override
    public List<DeliveryResult> record(List<DeliveryResult> results, Instant now) {
        return results.isEmpty() ? List.of() : recorder.record(results, now);
    }

    @Override
    public int endLeases(String destination, @Nullable String exceptOwner, Instant now, Instant nextAt) {
        return unlessHeld(
                "end leases", statements -> ClaimSql.endLeases(statements, destination, exceptOwner, now, nextAt));
    }

    /** Of what is done again and again it is done the next time when somebody holds a row of it. */
    private int unlessHeld(String action, Jdbc.Work<Integer> work) {
        try {
            return jdbc.write(action, work);
        } catch (StoreException e) {
            if (!PostgresErrors.isLocked(e.getCause())) {
                throw e;
            }
            LOG.warn("{}; it is tried again soon", e.getMessage());
            return 0;
        }
    }

    @Override
    public List<Uncertain> uncertain(String destination, String assistantId, Instant now, int limit) {
        return jdbc.read(
                "find what is uncertain",
                WORK,
                statements -> ClaimSql.uncertain(statements, destination, assistantId, now, limit));
    }

    @Override
    public List<Sent> secondLooks(String destination, String assistantId, Instant now, int limit) {
        return jdbc.read(
                "find what is looked at again",
                WORK,
                statements -> SentSql.secondLooks(statements, destination, assistantId, now, limit));
    }

    @Override
    public List<Sent> nameless(String destination, String assistantId, Collection<String> sessionIds, int limit) {
        return jdbc.read(
                "find what may be there without a known id",
                WORK,
                statements -> SentSql.nameless(statements, destination, assistantId, sessionIds, limit));
    }

    @Override
    public List<Sent> others(
            String destination,
            String assistantId,
            Collection<String> sessionIds,
            Collection<String> fingerprints,
            int limit) {
        return jdbc.read(
                "find what else was sent",
                WORK,
                statements -> SentSql.others(statements, destination, assistantId, sessionIds, fingerprints, limit));
    }

    @Override
    public int keepSurplus(String destination, String assistantId, List<Surplus> surplus, Instant now) {
        return jdbc.write("keep what is surplus", statements -> {
            int added = 0;
            for (Surplus one : surplus) {
                added += SurplusSql.keep(statements, assistantId, destination, one, now);
            }
            return added;
        });
    }

    @Override
    public long duplicates(String destination) {
        return jdbc.read("count duplicates", WORK, statements -> LedgerSql.duplicates(statements, destination));
    }

    @Override
    public long unresolved(String destination, String assistantId, Instant lastSentBefore) {
        return jdbc.read(
                "count what is uncertain",
                WORK,
                statements -> ClaimSql.unresolved(statements, destination, assistantId, lastSentBefore));
    }

    @Override
    public int clampWaiting(String destination, Instant now, Instant soon, Instant latest) {
        return unlessHeld(
                "mend what waits too long",
                statements -> ClaimSql.clampWaiting(statements, destination, now, soon, latest));
    }

    @Override
    public int park(String destination, Instant lastSentBefore) {
        return unlessHeld(
                "park what is uncertain", statements -> ParkSql.park(statements, destination, lastSentBefore));
    }

    @Override
    public int unpark(String destination, Instant now) {
        return unlessHeld("unpark what is uncertain", statements -> ParkSql.unpark(statements, destination, now));
    }

    @Override
    public Collection<String> knownUpstreamIds(String destination, Collection<String> upstreamIds) {
        return jdbc.read(
                "look upstream ids up", WORK, statements -> OutcomeSql.known(statements, destination, upstreamIds));
    }

    @Override
    public Map<String, String> fingerprints(String destination, Collection<String> upstreamIds) {
        return jdbc.read(
                "look fingerprints up",
                WORK,
                statements -> OutcomeSql.fingerprints(statements, destination, upstreamIds));
    }

    @Override
    public boolean hasDelivered(String destination, String assistantId, Instant before) {
        return jdbc.read(
                "look for what was delivered",
                WORK,
                statements -> OutcomeSql.hasDelivered(statements, destination, assistantId, before));
    }

    @Override
    public void reopen(String destination, List<FeedbackId> ids, Instant now) {
        jdbc.write("reopen " + ids.size() + " deliveries", statements -> {
            for (FeedbackId id : ids.stream().sorted().toList()) {
                FeedbackSql.hold(statements, id.value());
                OutcomeSql.reopen(statements, destination, id.value(), now);
            }
            return ids.size();
        });
    }

    @Override
    public List<DestinationStatus> destinations() {
        return jdbc.read("read the state of the destinations", WORK, DestinationSql::list);
    }

    @Override
    public void save(DestinationStatus status) {
        jdbc.write("save the state of a destination", statements -> {
            DestinationSql.save(statements, status);
            return status;
        });
    }

    @Override
    public List<String> destinationsWithBooks() {
        return jdbc.read("read whose ledgers there are", WORK, LedgerSql::destinations);
    }

    @Override
    public Ledger ledger(String destination) {
        return jdbc.read("read the ledger", WORK, statements -> LedgerSql.books(statements, destination));
    }
}
