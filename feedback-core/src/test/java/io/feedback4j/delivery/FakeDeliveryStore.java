package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store of one destination in memory. Thread-safe. */
final class FakeDeliveryStore implements DeliveryStore {
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** One delivery. */
    static final class Row {
        final Feedback feedback;
        DeliveryState state = DeliveryState.READY;

        @Nullable
        Instant nextAt;

        long fence;
        int attempts;

        @Nullable
        String owner;

        @Nullable
        Instant leaseUntil;

        String fingerprint = "";

        @Nullable
        Instant firstAttemptAt;

        @Nullable
        Instant lastAttemptAt;

        int absences;
        boolean doubted;

        @Nullable
        Instant lookAt;

        @Nullable
        String upstreamId;

        @Nullable
        String problem;

        Row(Feedback feedback) {
            this.feedback = feedback;
        }
    }

    final Map<FeedbackId, Row> rows = new LinkedHashMap<>();
    final Map<String, DestinationStatus> statuses = new LinkedHashMap<>();
    final List<DestinationStatus> saves = new ArrayList<>();
    final Map<String, Surplus> surplus = new LinkedHashMap<>();
    boolean down;
    int records;

    /** Something that is ready to be sent. */
    synchronized Feedback ready(Feedback feedback) {
        rows.put(feedback.id(), new Row(feedback));
        return feedback;
    }

    synchronized Row row(Feedback feedback) {
        return Objects.requireNonNull(rows.get(feedback.id()));
    }

    synchronized DeliveryState state(Feedback feedback) {
        return row(feedback).state;
    }

    synchronized long count(DeliveryState state) {
        return rows.values().stream().filter(row -> row.state == state).count();
    }

    @Override
    public synchronized List<Feedback> due(
            String destination, Collection<String> assistantIds, Instant now, Instant uncertainSince, int limit) {
        up();
        return rows.values().stream()
                .filter(row -> isDue(row, now)
                        && assistantIds.contains(row.feedback.target().assistantId()))
                .limit(limit)
                .map(row -> row.feedback)
                .toList();
    }

    private static boolean isDue(Row row, Instant now) {
        return row.state == DeliveryState.READY && (row.nextAt == null || !row.nextAt.isAfter(now));
    }

    @Override
    public @Nullable Instant nextDue(String destination, Collection<String> assistantIds, Instant uncertainSince) {
        return null;
    }

    @Override
    public synchronized List<Claim> claim(
            String destination,
            List<ClaimRequest> wanted,
            String owner,
            Instant now,
            Instant uncertainSince,
            Instant leaseUntil) {
        up();
        List<Claim> claims = new ArrayList<>();
        for (ClaimRequest request : wanted) {
            Row row = rows.get(request.id());
            if (row != null && isDue(row, now)) {
                row.state = DeliveryState.SENDING;
                row.owner = owner;
                row.leaseUntil = leaseUntil;
                row.fingerprint = request.fingerprint();
                row.firstAttemptAt = row.firstAttemptAt == null ? now : row.firstAttemptAt;
                row.lastAttemptAt = now;
                claims.add(new Claim(request.id(), destination, ++row.fence, ++row.attempts));
            }
        }
        return claims;
    }

    @Override
    public synchronized List<DeliveryResult> record(List<DeliveryResult> results, Instant now) {
        up();
        records++;
        for (DeliveryResult result : results) {
            Row row = Objects.requireNonNull(rows.get(result.claim().id()));
            if (row.fence == result.claim().fence()
                    && (row.state == DeliveryState.SENDING || row.state == DeliveryState.UNCERTAIN)) {
                row.doubted |= result.mayBeThere();
                row.state = result.state();
                row.nextAt = result.nextAt();
                row.absences = result.absences();
                row.upstreamId = row.upstreamId == null ? result.upstreamId() : row.upstreamId;
                boolean looked = row.upstreamId == null || row.doubted && row.attempts > 1;
                row.lookAt = row.state == DeliveryState.DELIVERED && looked ? result.nextAt() : null;
                row.problem = result.problem();
                row.attempts -= result.counts() ? 0 : 1;
            } else if (row.state == DeliveryState.DELIVERED && result.state() == DeliveryState.DELIVERED) {
                row.upstreamId = row.upstreamId == null ? result.upstreamId() : row.upstreamId;
                row.lookAt = result.nextAt();
                row.absences = result.absences();
            }
        }
        return List.of();
    }

    @Override
    public synchronized int endLeases(String destination, @Nullable String exceptOwner, Instant now, Instant nextAt) {
        up();
        int ended = 0;
        for (Row row : rows.values()) {
            boolean over = row.leaseUntil != null && !row.leaseUntil.isAfter(now);
            boolean foreign = exceptOwner != null && !exceptOwner.equals(row.owner);
            if (row.state == DeliveryState.SENDING && (over || foreign)) {
                row.state = DeliveryState.UNCERTAIN;
                row.nextAt = nextAt;
                ended++;
            }
        }
        return ended;
    }

    @Override
    public synchronized List<Uncertain> uncertain(String destination, String assistantId, Instant now, int limit) {
        up();
        return rows.values().stream()
                .filter(row -> row.state == DeliveryState.UNCERTAIN
                        && row.feedback.target().assistantId().equals(assistantId)
                        && (row.nextAt == null || !row.nextAt.isAfter(now)))
                .limit(limit)
                .map(row -> new Uncertain(
                        new Claim(row.feedback.id(), destination, row.fence, row.attempts),
                        assistantId,
                        row.feedback.target().sessionId(),
                        row.feedback.target().messageId(),
                        row.fingerprint,
                        Objects.requireNonNull(row.firstAttemptAt),
                        Objects.requireNonNull(row.lastAttemptAt),
                        row.absences))
                .toList();
    }

    @Override
    public synchronized List<Sent> secondLooks(String destination, String assistantId, Instant now, int limit) {
        up();
        return rows.values().stream()
                .filter(row -> row.state == DeliveryState.DELIVERED
                        && row.feedback.target().assistantId().equals(assistantId)
                        && row.lookAt != null
                        && !row.lookAt.isAfter(now))
                .limit(limit)
                .map(row -> sent(destination, row))
                .toList();
    }

    @Override
    public synchronized List<Sent> nameless(
            String destination, String assistantId, Collection<String> sessionIds, int limit) {
        return sent(destination, assistantId, sessionIds)
                .filter(FakeDeliveryStore::isNameless)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Sent> others(
            String destination,
            String assistantId,
            Collection<String> sessionIds,
            Collection<String> fingerprints,
            int limit) {
        return sent(destination, assistantId, sessionIds)
                .filter(one -> !isNameless(one) && fingerprints.contains(one.fingerprint()))
                .limit(limit)
                .toList();
    }

    private static boolean isNameless(Sent one) {
        return one.upstreamId() == null
                && (one.state() == DeliveryState.SENDING
                        || one.state() == DeliveryState.UNCERTAIN
                        || one.state() == DeliveryState.DELIVERED
                        || one.state() == DeliveryState.READY);
    }

    private Stream<Sent> sent(String destination, String assistantId, Collection<String> sessionIds) {
        up();
        return rows.values().stream()
                .filter(row -> row.feedback.target().assistantId().equals(assistantId)
                        && sessionIds.contains(row.feedback.target().sessionId())
                        && row.firstAttemptAt != null)
                .map(row -> sent(destination, row));
    }

    private static Sent sent(String destination, Row row) {
        return new Sent(
                new Claim(row.feedback.id(), destination, row.fence, row.attempts),
                row.feedback.target().sessionId(),
                row.feedback.target().messageId(),
                row.state,
                row.upstreamId,
                row.fingerprint,
                Objects.requireNonNull(row.firstAttemptAt),
                Objects.requireNonNull(row.lastAttemptAt),
                row.absences);
    }

    @Override
    public synchronized int keepSurplus(String destination, String assistantId, List<Surplus> found, Instant now) {
        up();
        int before = surplus.size();
        found.forEach(one -> surplus.putIfAbsent(one.upstreamId(), one));
        return surplus.size() - before;
    }

    @Override
    public synchronized long duplicates(String destination) {
        return surplus.size();
    }

    @Override
    public synchronized long unresolved(String destination, String assistantId, Instant lastSentBefore) {
        up();
        return rows.values().stream()
                .filter(row -> row.state == DeliveryState.UNCERTAIN
                        && row.feedback.target().assistantId().equals(assistantId)
                        && Objects.requireNonNull(row.lastAttemptAt).isBefore(lastSentBefore))
                .count();
    }

    @Override
    public synchronized int clampWaiting(String destination, Instant now, Instant soon, Instant latest) {
        up();
        int clamped = 0;
        for (Row row : rows.values()) {
            if (row.state.isWaiting()
                    && row.nextAt != null
                    && row.nextAt.isAfter(latest)
                    && !row.nextAt.equals(NEVER)) {
                row.nextAt = soon;
                clamped++;
            }
        }
        return clamped;
    }

    @Override
    public synchronized int park(String destination, Instant lastSentBefore) {
        up();
        return change(
                row -> !NEVER.equals(row.nextAt)
                        && row.lastAttemptAt != null
                        && row.lastAttemptAt.isBefore(lastSentBefore),
                NEVER);
    }

    @Override
    public synchronized int unpark(String destination, Instant now) {
        up();
        return change(row -> NEVER.equals(row.nextAt), now);
    }

    private int change(Predicate<Row> which, Instant nextAt) {
        int changed = 0;
        for (Row row : rows.values()) {
            if (row.state == DeliveryState.UNCERTAIN && which.test(row)) {
                row.nextAt = nextAt;
                changed++;
            }
        }
        return changed;
    }

    @Override
    public synchronized Collection<String> knownUpstreamIds(String destination, Collection<String> upstreamIds) {
        Set<String> known = new HashSet<>(fingerprints(destination, upstreamIds).keySet());
        known.addAll(surplus.keySet());
        return known;
    }

    @Override
    public synchronized Map<String, String> fingerprints(String destination, Collection<String> upstreamIds) {
        up();
        Map<String, String> known = new LinkedHashMap<>();
        for (Row row : rows.values()) {
            if (row.upstreamId != null && upstreamIds.contains(row.upstreamId)) {
                known.put(row.upstreamId, row.fingerprint);
            }
        }
        return known;
    }

    @Override
    public synchronized boolean hasDelivered(String destination, String assistantId, Instant before) {
        up();
        return rows.values().stream()
                .anyMatch(row -> row.upstreamId != null
                        && row.feedback.target().assistantId().equals(assistantId)
                        && Objects.requireNonNull(row.lastAttemptAt).isBefore(before));
    }

    @Override
    public synchronized void reopen(String destination, List<FeedbackId> ids, Instant now) {
        up();
        for (FeedbackId id : ids) {
            Row row = Objects.requireNonNull(rows.get(id));
            if (row.state == DeliveryState.REJECTED) {
                row.state = DeliveryState.READY;
                row.nextAt = now;
            }
        }
    }

    @Override
    public synchronized List<DestinationStatus> destinations() {
        up();
        return List.copyOf(statuses.values());
    }

    @Override
    public synchronized void save(DestinationStatus status) {
        up();
        statuses.put(status.destination() + " " + status.assistantId(), status);
        saves.add(status);
    }

    @Override
    public List<String> destinationsWithBooks() {
        return List.of();
    }

    @Override
    public Ledger ledger(String destination) {
        throw new UnsupportedOperationException();
    }

    private void up() {
        if (down) {
            throw new StoreException(StoreException.Kind.TRANSIENT, "down on purpose", null);
        }
    }
}
