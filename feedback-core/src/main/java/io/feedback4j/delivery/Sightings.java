package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pages of a list have shown so far: records that may be one of those looked for, and whether our own known
 * records are there unchanged. Not thread-safe.
 */
final class Sightings {
    /** Two clocks are never taken to agree better than this. */
    private static final Duration MIN_SKEW = Duration.ofSeconds(5);

    private static final Comparator<Listing.Item> OLDEST_FIRST =
            Comparator.comparing(Listing.Item::createdAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private final String destination;
    private final DeliveryStore store;
    private final Fingerprints fingerprints;
    private final Instant now;
    private final Map<String, List<Uncertain>> wanted = new LinkedHashMap<>();
    private final Map<String, List<Listing.Item>> candidates = new HashMap<>();
    private final Set<String> seenIds = new HashSet<>();
    private Duration skew = MIN_SKEW;
    private boolean oursVisible;
    private boolean oursChanged;

    Sightings(
            String destination,
            DeliveryStore store,
            Fingerprints fingerprints,
            Collection<Uncertain> lookedFor,
            Instant now) {
        this.destination = destination;
        this.store = store;
        this.fingerprints = fingerprints;
        this.now = now;
        lookedFor.stream()
                .sorted(Comparator.comparing(Uncertain::firstAttemptAt))
                .forEach(one -> wanted.computeIfAbsent(one.fingerprint(), key -> new ArrayList<>())
                        .add(one));
    }

    /** Takes in one page. @param askedAt our own time when it was answered */
    void add(Listing page, Instant askedAt) {
        widenSkew(page.clock(), askedAt);
        List<String> ids = new ArrayList<>();
        for (Listing.Item item : page.items()) {
            if (item.id() != null) {
                ids.add(item.id());
            }
        }
        Set<String> known = new HashSet<>(store.knownUpstreamIds(destination, ids));
        Map<String, String> kept = store.fingerprints(destination, ids);
        for (Listing.Item item : page.items()) {
            see(item, known, kept);
        }
    }

    private void see(Listing.Item item, Set<String> known, Map<String, String> kept) {
        String id = item.id();
        if (id != null && !seenIds.add(id)) {
            return;
        }
        String hash = fingerprints.hash(item.fingerprint());
        String keptHash = id == null ? null : kept.get(id);
        if (keptHash != null) {
            oursVisible = true;
            oursChanged |= !keptHash.equals(hash);
        }
        if (wanted.containsKey(hash) && !(id != null && known.contains(id))) {
            candidates.computeIfAbsent(hash, key -> new ArrayList<>()).add(item);
        }
    }

    /** Whether there is a record for each that is looked for. */
    boolean sawAll() {
        return wanted.entrySet().stream()
                .allMatch(entry ->
                        matches(entry.getKey()).size() == entry.getValue().size());
    }

    /** Which record is which, oldest to oldest. */
    Map<Uncertain, Listing.Item> matches() {
        Map<Uncertain, Listing.Item> matches = new HashMap<>();
        wanted.keySet().forEach(fingerprint -> matches.putAll(matches(fingerprint)));
        return matches;
    }

    /** How many records there are beyond one for each that was looked for. */
    int duplicates() {
        int duplicates = 0;
        for (Map.Entry<String, List<Uncertain>> entry : wanted.entrySet()) {
            Uncertain oldest = entry.getValue().get(0);
            long fitting = candidates(entry.getKey()).stream()
                    .filter(item -> fits(oldest, item))
                    .count();
            duplicates += (int) Math.max(0, fitting - entry.getValue().size());
        }
        return duplicates;
    }

    boolean oursVisible() {
        return oursVisible;
    }

    boolean oursChanged() {
        return oursChanged;
    }

    private Map<Uncertain, Listing.Item> matches(String fingerprint) {
        List<Listing.Item> left = new ArrayList<>(candidates(fingerprint));
        left.sort(OLDEST_FIRST);
        Map<Uncertain, Listing.Item> matches = new HashMap<>();
        for (Uncertain one : wanted.getOrDefault(fingerprint, List.of())) {
            left.stream().filter(item -> fits(one, item)).findFirst().ifPresent(item -> {
                left.remove(item);
                matches.put(one, item);
            });
        }
        return matches;
    }

    private List<Listing.Item> candidates(String fingerprint) {
        return candidates.getOrDefault(fingerprint, List.of());
    }

    private boolean fits(Uncertain one, Listing.Item item) {
        Instant created = item.createdAt();
        return created == null
                || !created.isBefore(one.firstAttemptAt().minus(skew)) && !created.isAfter(now.plus(skew));
    }

    private void widenSkew(@Nullable Instant theirs, Instant ours) {
        if (theirs != null) {
            Duration apart = Duration.between(theirs, ours).abs().plus(MIN_SKEW);
            skew = apart.compareTo(skew) > 0 ? apart : skew;
        }
    }
}
