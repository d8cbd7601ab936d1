package io.feedback4j.reading;

import io.feedback4j.delivery.ClockGap;
import io.feedback4j.delivery.Fingerprints;
import io.feedback4j.delivery.IdSet;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Target;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Foreign;
import io.feedback4j.store.ImportStore.Kind;
import io.feedback4j.store.ImportStore.Known;
import io.feedback4j.store.Sent;
import io.feedback4j.store.Surplus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings one page in: tells for each record what it is to us, and writes down what is new. Not thread-safe. */
final class PageImport {
    /** So many are written at once, so that votes never wait for long. */
    /** Few, because votes of the same sessions wait meanwhile. */
    private static final int BATCH = 20;
    /** What is from further ahead of our time would stay the newest for ever. */
    private static final Duration AHEAD = Duration.ofHours(1);

    /** Where so many of ours may be meant, none of them is told from the others: another time. */
    private static final int MAX_SENT = 5_000;

    private static final Ours.Verdict UNTOLD = new Ours.Verdict(Ours.Relation.PERHAPS, null);

    private final ListedDestination destination;
    private final ImportPorts ports;
    private final ImportOptions options;
    private final Fingerprints fingerprints;
    private final String assistantId;
    private final Tally tally;
    private final IdSet seen;

    private final List<DeliveryResult> results = new ArrayList<>();
    private final List<Surplus> surplus = new ArrayList<>();
    private final List<Foreign> foreign = new ArrayList<>();

    /** @param seen the ids on the pages before */
    PageImport(
            ListedDestination destination,
            ImportPorts ports,
            ImportOptions options,
            Fingerprints fingerprints,
            String assistantId,
            Tally tally,
            IdSet seen) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.fingerprints = fingerprints;
        this.assistantId = assistantId;
        this.tally = tally;
        this.seen = seen;
    }

    void run(Listing page, ClockGap gap, Instant now) {
        tally.pages++;
        List<Listing.Item> unknown = unknown(page);
        sift(unknown, gap, now);
        write(now);
    }

    /** Counts what is known, and answers with the rest. */
    private List<Listing.Item> unknown(Listing page) {
        List<Listing.Item> named = new ArrayList<>();
        for (Listing.Item item : page.items()) {
            if (item.id() == null) {
                tally.read++;
                tally.leave("without_id");
            } else if (seen.add(item.id())) {
                tally.read++;
                named.add(item);
            }
        }
        Map<String, Known> known = ports.imports()
                .known(destination.name(), named.stream().map(PageImport::id).toList());
        return named.stream()
                .filter(item -> !isKnown(item, known.get(id(item))))
                .toList();
    }

    private static String id(Listing.Item item) {
        return Objects.requireNonNull(item.id());
    }

    private boolean isKnown(Listing.Item item, @Nullable Known known) {
        if (known == null) {
            tally.extra.add(id(item));
            return false;
        }
        if (known.kind() == Kind.PURGED) {
            tally.refused++;
        } else if (known.kind() == Kind.SURPLUS) {
            tally.surplus++;
        } else {
            tally.known++;
            String hash = fingerprints.hash(item.fingerprint());
            if (known.fingerprint() != null && !known.fingerprint().equals(hash)) {
                tally.different.add(id(item));
            }
        }
        return true;
    }

    private void sift(List<Listing.Item> unknown, ClockGap gap, Instant now) {
        Set<String> sessions = new HashSet<>();
        List<String> hashes = new ArrayList<>();
        for (Listing.Item item : unknown) {
            if (item.said() != null) {
                sessions.add(item.said().sessionId());
                hashes.add(fingerprints.hash(item.fingerprint()));
            }
        }
        List<Sent> sent = sessions.isEmpty() ? List.of() : sent(sessions, hashes);
        Ours ours = sent.size() < MAX_SENT ? new Ours(destination, sent, options.timeout(), gap.tolerance()) : null;
        Map<String, Instant> purged = ports.imports().purged(destination.name(), hashes);
        Instant floor = floor(now);
        for (Listing.Item item : unknown) {
            if (item.said() == null) {
                tally.leave("invalid");
            } else {
                judge(item, item.said(), gap.inOurTime(item.createdAt()), ours, purged, floor, now);
            }
        }
    }

    private List<Sent> sent(Set<String> sessions, List<String> hashes) {
        List<Sent> sent =
                new ArrayList<>(ports.deliveries().nameless(destination.name(), assistantId, sessions, MAX_SENT));
        sent.addAll(ports.deliveries().others(destination.name(), assistantId, sessions, hashes, MAX_SENT));
        return sent;
    }

    /** Nothing older comes in: it would be purged, or was. */
    private Instant floor(Instant now) {
        Instant oldest = now.minus(options.retention());
        Instant horizon = ports.imports().horizon();
        return horizon != null && horizon.isAfter(oldest) ? horizon : oldest;
    }

    private void judge(
            Listing.Item item,
            Listing.Said said,
            @Nullable Instant createdAt,
            @Nullable Ours ours,
            Map<String, Instant> purged,
            Instant floor,
            Instant now) {
        String hash = fingerprints.hash(item.fingerprint());
        Ours.Verdict verdict = ours == null ? UNTOLD : ours.judge(item, said, createdAt, hash);
        Sent match = verdict.of();
        Instant sentAt = purged.get(hash);
        if (match != null) {
            results.add(
                    new DeliveryResult(match.claim(), DeliveryState.DELIVERED, null, 0, true, id(item), null, null));
        } else if (verdict.relation() == Ours.Relation.PERHAPS) {
            tally.waiting++;
        } else if (verdict.relation() == Ours.Relation.SURPLUS) {
            surplus.add(new Surplus(id(item), hash, item.createdAt()));
        } else if (item.createdAt() == null || createdAt == null || createdAt.isAfter(now.plus(AHEAD))) {
            tally.leave("without_date");
        } else if (item.createdAt().isBefore(floor)) {
            tally.leave("too_old");
        } else if (sentAt != null && !createdAt.isAfter(sentAt.plus(AHEAD))) {
            tally.refused++;
        } else {
            foreign.add(foreign(item, said, item.createdAt(), hash));
        }
    }

    private Foreign foreign(Listing.Item item, Listing.Said said, Instant createdAt, String hash) {
        Instant at = createdAt.truncatedTo(ChronoUnit.MILLIS);
        Target target = new Target(assistantId, said.sessionId(), said.messageId(), "");
        return new Foreign(ports.ids().at(at), target, said.opinion(), at, id(item), hash);
    }

    private void write(Instant now) {
        ports.deliveries().record(results, now);
        tally.matched += results.size();
        if (!surplus.isEmpty()) {
            var unused = ports.deliveries().keepSurplus(destination.name(), assistantId, surplus, now);
            tally.surplus += surplus.size();
        }
        // The oldest first, so that what was said on a target comes in in its order.
        List<Foreign> inOrder = foreign.stream()
                .sorted(java.util.Comparator.comparing(Foreign::createdAt))
                .toList();
        for (int from = 0; from < inOrder.size(); from += BATCH) {
            List<Foreign> batch = inOrder.subList(from, Math.min(from + BATCH, inOrder.size()));
            ports.imports().add(destination.name(), batch, now).forEach(this::count);
        }
    }

    private void count(Foreign.Fate fate) {
        switch (fate) {
            case ADDED -> tally.imported++;
            case KNOWN -> tally.known++;
            case POSTPONED -> tally.waiting++;
            case REFUSED -> tally.refused++;
        }
    }
}
