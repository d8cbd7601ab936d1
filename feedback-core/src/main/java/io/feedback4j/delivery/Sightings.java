package io.feedback4j.delivery;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Surplus;
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

/**
 * What the pages of a list have shown so far: records that may be one of those looked for, and whether our own known
 * records are there unchanged. Not thread-safe.
 */
final class Sightings {
    /**
     * How far apart clocks can be without anybody noticing; within it nothing equal is taken for absent. More than what a
     * clock can be set back by, also twice, without that being mended in the store.
     */
    private static final Duration CLOCKS_APART = Duration.ofHours(3);
    /** Whoever has more of the same than this is no help in telling which is which. */
    private static final int MAX_ALIKE = 1_000;

    private static final Comparator<Listing.Item> OLDEST_FIRST =
            Comparator.comparing(Listing.Item::createdAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private final String destination;
    private final DeliveryStore store;
    private final Fingerprints fingerprints;
    private final Map<String, List<Sought>> sought = new LinkedHashMap<>();
    /** Those that are accounted for, and may be there once more. */
    private final Map<String, List<Sought>> watched = new LinkedHashMap<>();

    private final Set<String> targets = new HashSet<>();
    private final Map<String, List<Listing.Item>> unknownByTarget = new HashMap<>();
    private final Map<String, List<Listing.Item>> candidates = new HashMap<>();
    private final IdSet seen = new IdSet();
    private final ListOrder order = new ListOrder();
    private final ClockGap gap = new ClockGap();
    private int oursVisible;
    private int oursChanged;

    Sightings(String destination, DeliveryStore store, Fingerprints fingerprints) {
        this.destination = destination;
        this.store = store;
        this.fingerprints = fingerprints;
    }

    /** Looks for these as well, each of which may or must have a record of its own. */
    void seek(Collection<Sought> wanted) {
        for (Sought one : wanted) {
            sought.computeIfAbsent(one.fingerprint(), key -> new ArrayList<>()).add(one);
            targets.add(one.target());
        }
        sought.values().forEach(equal -> equal.sort(Sought.FIRST_SERVED));
    }

    /** Looks for records of these beside the one that is known. */
    void watch(Collection<Sought> accountedFor) {
        accountedFor.forEach(one -> watched.computeIfAbsent(one.fingerprint(), key -> new ArrayList<>())
                .add(one));
    }

    /** Takes in one page. @param at our own time halfway between the question and the answer */
    void add(Listing page, Instant at) {
        gap.compare(page.clock(), at);
        List<String> ids = new ArrayList<>();
        for (Listing.Item item : page.items()) {
            if (item.id() != null) {
                ids.add(item.id());
            }
        }
        Set<String> known = new HashSet<>(store.knownUpstreamIds(destination, ids));
        Map<String, String> kept = store.fingerprints(destination, ids);
        for (Listing.Item item : page.items()) {
            order.add(item);
            see(gap.inOurTime(item), known, kept);
        }
    }

    private void see(Listing.Item item, Set<String> known, Map<String, String> kept) {
        String id = item.id();
        if (id != null && !seen.add(id)) {
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
        if (sought.containsKey(hash) || watched.containsKey(hash)) {
            keep(candidates, hash, item);
        }
        if (targets.contains(item.target())) {
            keep(unknownByTarget, item.target(), item);
        }
    }

    private static void keep(Map<String, List<Listing.Item>> kept, String key, Listing.Item item) {
        List<Listing.Item> alike = kept.computeIfAbsent(key, k -> new ArrayList<>());
        if (alike.size() < MAX_ALIKE) {
            alike.add(item);
        }
    }

    /** Whether nothing more can be found out by reading on. */
    boolean sawAll() {
        return watched.isEmpty()
                && sought.entrySet().stream()
                        .allMatch(entry -> matches(entry.getKey()).size()
                                == entry.getValue().size());
    }

    /** Whether the list goes from new to old, and has come to what is older than anything looked for. */
    boolean isPast(Instant earliest) {
        return order.isPast(earliest.minus(CLOCKS_APART).minus(gap.ahead().abs()));
    }

    /** Which record is whose, oldest to oldest. */
    Map<Sought, Listing.Item> matches() {
        Map<Sought, Listing.Item> matches = new HashMap<>();
        sought.keySet().forEach(fingerprint -> matches.putAll(matches(fingerprint)));
        return matches;
    }

    /** Records that belong to nobody and say at that time what one of ours said that is accounted for. */
    List<Surplus> surplus() {
        Set<Listing.Item> taken = taken();
        List<Surplus> surplus = new ArrayList<>();
        candidates.forEach((fingerprint, items) -> items.stream()
                .filter(item -> !taken.contains(item) && isOfOneOfOurs(fingerprint, item))
                .forEach(item -> {
                    if (item.id() != null) {
                        surplus.add(new Surplus(item.id(), fingerprint, item.createdAt()));
                    }
                }));
        return surplus;
    }

    private boolean isOfOneOfOurs(String fingerprint, Listing.Item item) {
        List<Sought> ours = new ArrayList<>(sought.getOrDefault(fingerprint, List.of()));
        ours.addAll(watched.getOrDefault(fingerprint, List.of()));
        return ours.stream().anyMatch(one -> item.createdAt() != null && fits(one, item));
    }

    /**
     * Which of those that were not found may be there all the same: there is a record of the same time about the same,
     * which belongs to none of ours and may be this one, changed by the destination; or there is one that is the same but
     * for its time, which a clock that was set or a proxy's {@code Date} can put off by a good deal. Records about the
     * same are no riddle while there are no more of them than of ours that are there for certain and not found either.
     */
    Set<Sought> mayBeChanged() {
        Map<Sought, Listing.Item> matches = matches();
        Set<Listing.Item> taken = taken();
        Set<Sought> changed = new HashSet<>();
        for (List<Sought> equal : sought.values()) {
            for (Sought one : equal) {
                boolean same = candidates(one.fingerprint()).stream()
                        .anyMatch(item -> !taken.contains(item) && isWithin(CLOCKS_APART, one, item));
                if (!matches.containsKey(one) && (same || isAlike(one, matches, taken))) {
                    changed.add(one);
                }
            }
        }
        return changed;
    }

    private boolean isAlike(Sought one, Map<Sought, Listing.Item> matches, Set<Listing.Item> taken) {
        long alike = unknownByTarget.getOrDefault(one.target(), List.of()).stream()
                .filter(item -> !taken.contains(item) && fits(one, item))
                .count();
        long explained = sought.values().stream()
                .flatMap(List::stream)
                .filter(other -> other.certain() && other.target().equals(one.target()) && !matches.containsKey(other))
                .count();
        return alike > explained;
    }

    boolean oursVisible() {
        return oursVisible > 0;
    }

    /** Whether the destination changes most records, so that not even what they are about can be relied on. */
    boolean mostOfOursChanged() {
        return 2 * oursChanged > oursVisible;
    }

    /** The ids seen so far. */
    IdSet seen() {
        return seen;
    }

    private Set<Listing.Item> taken() {
        Set<Listing.Item> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        taken.addAll(matches().values());
        return taken;
    }

    private Map<Sought, Listing.Item> matches(String fingerprint) {
        List<Listing.Item> left = new ArrayList<>(candidates(fingerprint));
        left.sort(OLDEST_FIRST);
        Map<Sought, Listing.Item> matches = new HashMap<>();
        for (Sought one : sought.getOrDefault(fingerprint, List.of())) {
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

    private boolean fits(Sought one, Listing.Item item) {
        return isWithin(gap.tolerance(), one, item);
    }

    private static boolean isWithin(Duration tolerance, Sought one, Listing.Item item) {
        Instant created = item.createdAt();
        return created == null || one.fits(created, tolerance);
    }
}
