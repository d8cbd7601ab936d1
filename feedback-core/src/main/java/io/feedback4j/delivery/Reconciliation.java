package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks deliveries whose fate is not known up in the destination's list, all of one assistant in one reading.
 *
 * <p>Found is delivered. Absent counts only when the whole list was read, shows our own known records, shows most of them
 * unchanged, and shows no record that may be the one that is missing, changed; absent twice, at least a grace apart, may be sent again. Everything else leaves it as it is: "could not
 * look" is never "not there".
 *
 * <p>Knows no thread. Thread-safe if what it stands on is.
 */
final class Reconciliation {
    private static final int MAX_PAGES = 5_000;
    private static final int ABSENCES_TO_SEND_AGAIN = 2;
    private static final String CUT =
            "the destination's list could not be read to its end, so it cannot be told whether" + " this one arrived";
    private static final String CHANGED =
            "the destination shows most records of ours changed, so it cannot be told whether this one arrived";
    private static final String MAY_BE_CHANGED =
            "the destination has a record that may be this one, changed, so it cannot be told whether it arrived";
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final String INVISIBLE =
            "the destination's list shows none of the records it confirmed, so it cannot"
                    + " be told whether this one arrived";

    private final ListedDestination destination;
    private final DeliveryStore store;
    private final Fingerprints fingerprints;
    private final DeliveryOptions options;
    private final InstantSource clock;

    Reconciliation(
            ListedDestination destination,
            DeliveryStore store,
            Fingerprints fingerprints,
            DeliveryOptions options,
            InstantSource clock) {
        this.destination = destination;
        this.store = store;
        this.fingerprints = fingerprints;
        this.options = options;
        this.clock = clock;
    }

    Findings lookUp(String assistantId, List<Uncertain> wanted) {
        Instant now = clock.instant();
        Sightings sightings = new Sightings(destination, store, fingerprints, wanted, now);
        try {
            boolean whole = read(assistantId, sightings);
            String problem = distrust(assistantId, sightings, whole, now);
            return findings(assistantId, wanted, sightings, problem, null, now).afterReading();
        } catch (ListingException e) {
            String problem = "the destination's list could not be read: " + e.getMessage();
            return findings(assistantId, wanted, sightings, problem, e.outcome(), now);
        }
    }

    /** @return whether the list was read to its end, or as far as everything was found */
    private boolean read(String assistantId, Sightings sightings) throws ListingException {
        Set<String> asked = new HashSet<>();
        String page = null;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Instant before = clock.instant();
            Listing listing = destination.list(assistantId, page);
            Duration took = Duration.between(before, clock.instant());
            sightings.add(listing, before.plus(took.dividedBy(2)));
            page = listing.next();
            if (page == null || sightings.sawAll()) {
                return true;
            }
            if (listing.items().isEmpty() || !asked.add(page)) {
                return false;
            }
        }
        return false;
    }

    private @Nullable String distrust(String assistantId, Sightings sightings, boolean whole, Instant now) {
        if (sightings.sawAll()) {
            return null;
        } else if (!whole) {
            return CUT;
        } else if (sightings.mostOfOursChanged()) {
            return CHANGED;
        }
        boolean oursExpected = store.hasDelivered(destination.name(), assistantId, now.minus(options.grace()));
        return oursExpected && !sightings.oursVisible() ? INVISIBLE : null;
    }

    private Findings findings(
            String assistantId,
            List<Uncertain> wanted,
            Sightings sightings,
            @Nullable String problem,
            @Nullable Outcome failure,
            Instant now) {
        Map<Uncertain, Listing.Item> matches = sightings.matches();
        Set<Uncertain> mayBeChanged = sightings.mayBeChanged();
        List<DeliveryResult> results = new ArrayList<>();
        for (Uncertain one : wanted) {
            Listing.Item match = matches.get(one);
            if (match != null) {
                results.add(found(one, match));
            } else if (problem != null) {
                results.add(stillUncertain(one, one.absences(), now.plus(options.lookUpInterval()), problem));
            } else if (mayBeChanged.contains(one)) {
                results.add(stillUncertain(one, 0, now.plus(laterAndLater(one, now)), MAY_BE_CHANGED));
            } else {
                results.add(absent(one, now));
            }
        }
        return new Findings(assistantId, results, sightings.duplicates(), false, failure, problem);
    }

    /** As long again as it has been uncertain: the whole list need not be read each minute for what will not change. */
    private Duration laterAndLater(Uncertain one, Instant now) {
        Duration age = Duration.between(one.lastAttemptAt(), now);
        Duration interval = age.compareTo(options.lookUpInterval()) > 0 ? age : options.lookUpInterval();
        return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
    }

    private static DeliveryResult found(Uncertain one, Listing.Item match) {
        return new DeliveryResult(one.claim(), DeliveryState.DELIVERED, null, 0, true, match.id(), null, null);
    }

    private DeliveryResult absent(Uncertain one, Instant now) {
        Duration grace = options.grace();
        Instant earliest = one.lastAttemptAt().plus(grace);
        if (earliest.isAfter(now)) {
            return stillUncertain(one, one.absences(), earliest, "not looked up yet");
        }
        int absences = one.absences() + 1;
        if (absences < ABSENCES_TO_SEND_AGAIN) {
            return stillUncertain(one, absences, now.plus(grace), "not in the destination's list so far");
        }
        return new DeliveryResult(
                one.claim(), DeliveryState.READY, now, absences, true, null, null, "not in the destination's list");
    }

    private static DeliveryResult stillUncertain(Uncertain one, int absences, Instant nextAt, String problem) {
        return new DeliveryResult(one.claim(), DeliveryState.UNCERTAIN, nextAt, absences, true, null, null, problem);
    }
}
