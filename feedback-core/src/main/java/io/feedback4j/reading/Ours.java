package io.feedback4j.reading;

import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which records of a page are, or may be, of what was sent from here. For one page; not thread-safe. */
final class Ours {
    /** How far apart clocks can be without anybody noticing. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);
    /** Who is there for certain has the better right to a record, then who was sent earlier. */
    private static final Comparator<Sent> FIRST_SERVED = Comparator.comparing((Sent one) -> !one.isUnnamed())
            .thenComparing(Sent::firstAttemptAt)
            .thenComparing(one -> one.claim().id());

    private static final Set<DeliveryState> MAY_BE_THERE =
            Set.of(DeliveryState.SENDING, DeliveryState.UNCERTAIN, DeliveryState.DELIVERED, DeliveryState.READY);

    private final ListedDestination destination;
    private final Duration exchange;
    private final Duration tolerance;
    private final Map<String, List<Sent>> bySession = new HashMap<>();
    private final Set<Sent> taken = new HashSet<>();

    /** How a record stands to what was sent from here. */
    enum Relation {
        /** It is the record of one of ours whose id there was not known. */
        MATCH,
        /** It may be of one of ours, which cannot be told yet. */
        PERHAPS,
        /** It is there beside the one that belongs there. */
        SURPLUS,
        /** It has nothing to do with what was sent from here. */
        NONE
    }

    /** @param of which of ours it is; only for a match */
    record Verdict(Relation relation, @Nullable Sent of) {}

    /**
     * @param exchange how long an exchange can take
     * @param tolerance within which a record's time may be another
     */
    Ours(ListedDestination destination, List<Sent> sent, Duration exchange, Duration tolerance) {
        this.destination = destination;
        this.exchange = exchange;
        this.tolerance = tolerance;
        sent.stream()
                .sorted(FIRST_SERVED)
                .forEach(one -> bySession
                        .computeIfAbsent(one.sessionId(), key -> new java.util.ArrayList<>())
                        .add(one));
    }

    /** @param createdAt in our time @param fingerprint hashed */
    Verdict judge(Listing.Item item, Listing.Said said, @Nullable Instant createdAt, String fingerprint) {
        List<Sent> sent = bySession.getOrDefault(said.sessionId(), List.of());
        Optional<Sent> match = sent.stream()
                .filter(one -> isNameless(one) && one.fingerprint().equals(fingerprint))
                .filter(one -> fits(one, createdAt, tolerance))
                .findFirst();
        if (match.isPresent()) {
            return matched(match.get());
        }
        boolean perhaps =
                sent.stream().filter(this::isNameless).anyMatch(one -> mayBe(one, item, createdAt, fingerprint));
        if (perhaps) {
            return new Verdict(Relation.PERHAPS, null);
        }
        boolean surplus = createdAt != null
                && sent.stream()
                        .anyMatch(one -> one.fingerprint().equals(fingerprint) && fits(one, createdAt, tolerance));
        return new Verdict(surplus ? Relation.SURPLUS : Relation.NONE, null);
    }

    private Verdict matched(Sent one) {
        taken.add(one);
        // The answer that is still to come tells it better.
        return one.state() == DeliveryState.SENDING
                ? new Verdict(Relation.PERHAPS, null)
                : new Verdict(Relation.MATCH, one);
    }

    private boolean isNameless(Sent one) {
        return one.upstreamId() == null && !taken.contains(one);
    }

    private boolean mayBe(Sent one, Listing.Item item, @Nullable Instant createdAt, String fingerprint) {
        if (one.fingerprint().equals(fingerprint)) {
            return fits(one, createdAt, CLOCKS_APART);
        }
        return MAY_BE_THERE.contains(one.state())
                && destination.target(one.sessionId(), one.messageId()).equals(item.target())
                && fits(one, createdAt, tolerance);
    }

    private boolean fits(Sent one, @Nullable Instant createdAt, Duration within) {
        return createdAt == null
                || !createdAt.isBefore(one.firstAttemptAt().minus(within))
                        && !createdAt.isAfter(one.lastAttemptAt().plus(exchange).plus(within));
    }
}
