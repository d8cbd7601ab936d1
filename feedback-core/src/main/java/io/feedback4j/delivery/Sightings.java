package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
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
    /** How far apart clocks can be without anybody noticing; within it nothing equal is taken for absent. */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private static final Duration SKEW = Duration.ofSeconds(5);
    /** A destination says its time in whole seconds. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    private static final Comparator<Listing.Item> OLDEST_FIRST =
            Comparator.comparing(Listing.Item::createdAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private final ListedDestination destination;
    private final DeliveryStore store;
    private final Fingerprints fingerprints;
    private final Instant now;
    private final Map<String, List<Uncertain>> wanted = new LinkedHashMap<>();
    private final Set<String> targets = new HashSet<>();
    private final Map<String, List<Listing.Item>> unknownByTarget = new HashMap<>();
    private final Map<String, List<Listing.Item>> candidates = new HashMap<>();
    private final Set<String> seenIds = new HashSet<>();
    private Duration ahead = Duration.ZERO;
    private Duration skew = SKEW;
    private int oursVisible;
    private int oursChanged;

    Sightings(
            ListedDestination destination,
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
                .forEach(this::want);
    }

    private void want(Uncertain one) {
        wanted.computeIfAbsent(one.fingerprint(), key -> new ArrayList<>()).add(one);
        targets.add(target(one));
    }

    /** Takes in one page. @param at our own time halfway between the question and the answer */
    void add(Listing page, Instant at) {
        compareClocks(page.clock(), at);
        List<String> ids = new ArrayList<>();
        for (Listing.Item item : page.items()) {
            if (item.id() != null) {
                ids.add(item.id());
            }
        }
        Set<String> known = new HashSet<>(store.knownUpstreamIds(destination.name(), ids));
        Map<String, String> kept = store.fingerprints(destination.name(), ids);
        for (Listing.Item item : page.items()) {
            see(inOurTime(item), known, kept);
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
            oursVisible++;
            oursChanged += keptHash.equals(hash) ? 0 : 1;
        }
        if (id != null && known.contains(id)) {
            return;
        }
        if (wanted.containsKey(hash)) {
            candidates.computeIfAbsent(hash, key -> new ArrayList<>()).add(item);
        }
        if (targets.contains(item.target())) {
            unknownByTarget
                    .computeIfAbsent(item.target(), key -> new ArrayList<>())
                    .add(item);
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

    /**
     * Which of those that were not found may be there all the same: there is a record of the same time about the same,
     * which belongs to none of ours and may be this one, changed by the destination; or there is one that is the same but
     * for its time, which a clock that was set or a proxy's {@code Date} can put off by a good deal.
     */
    Set<Uncertain> mayBeChanged() {
        Map<Uncertain, Listing.Item> matches = matches();
        Set<Listing.Item> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        taken.addAll(matches.values());
        Set<Uncertain> changed = new HashSet<>();
        for (List<Uncertain> equal : wanted.values()) {
            for (Uncertain one : equal) {
                boolean alike = unknownByTarget.getOrDefault(target(one), List.of()).stream()
                        .anyMatch(item -> !taken.contains(item) && fits(one, item));
                boolean same = candidates(one.fingerprint()).stream()
                        .anyMatch(item -> !taken.contains(item) && isWithin(CLOCKS_APART, one, item));
                if ((alike || same) && !matches.containsKey(one)) {
                    changed.add(one);
                }
            }
        }
        return changed;
    }

    boolean oursVisible() {
        return oursVisible > 0;
    }

    /** Whether the destination changes most records, so that not even what they are about can be relied on. */
    boolean mostOfOursChanged() {
        return 2 * oursChanged > oursVisible;
    }

    private String target(Uncertain one) {
        return destination.target(one.sessionId(), one.messageId());
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
        return isWithin(skew, one, item);
    }

    private boolean isWithin(Duration tolerance, Uncertain one, Listing.Item item) {
        Instant created = item.createdAt();
        return created == null
                || !created.isBefore(one.firstAttemptAt().minus(tolerance)) && !created.isAfter(now.plus(tolerance));
    }

    private void compareClocks(@Nullable Instant theirs, Instant ours) {
        if (theirs != null) {
            ahead = Duration.between(ours, theirs);
            skew = SKEW.plus(PRECISION);
        }
    }

    private Listing.Item inOurTime(Listing.Item item) {
        Instant created = item.createdAt();
        return created == null || ahead.isZero()
                ? item
                : new Listing.Item(item.id(), item.fingerprint(), item.target(), created.minus(ahead));
    }
}
