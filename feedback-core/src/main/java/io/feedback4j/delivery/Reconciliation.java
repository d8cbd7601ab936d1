package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Sent;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks deliveries whose fate is not known up in the destination's list, all of one assistant in one reading.
 *
 * <p>Found is delivered. Absent counts only when the whole list was read (or all of it that is as young as what is looked
 * for, where it goes from new to old), shows our own known records, shows most of them unchanged and none of them later
 * than a grace, and shows no record that may be the one that is missing, changed; absent twice, at least a grace apart,
 * may be sent again. Everything else leaves it as it is: "could not look" is never "not there".
 *
 * <p>Knows no thread. Thread-safe if what it stands on is.
 */
final class Reconciliation {
    /** So many that are delivered and nameless are told from what is looked for. */
    private static final int MAX_BESIDE = 5_000;

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
    private static final String LATE =
            "the destination's list does not show yet what it confirmed longer ago than feedback.delivery.grace, so it"
                    + " cannot be told whether this one arrived";

    private final ListedDestination destination;
    private final DeliveryStore store;
    private final Fingerprints fingerprints;
    private final DeliveryOptions options;
    private final InstantSource clock;
    private final ListLag lag;
    private final SecondLook secondLook;

    Reconciliation(
            ListedDestination destination,
            DeliveryStore store,
            Fingerprints fingerprints,
            DeliveryOptions options,
            InstantSource clock,
            ListLag lag) {
        this.destination = destination;
        this.store = store;
        this.fingerprints = fingerprints;
        this.options = options;
        this.clock = clock;
        this.lag = lag;
        this.secondLook = new SecondLook(options.grace());
    }

    /**
     * @param wanted what is uncertain
     * @param again what is delivered and looked for once more
     */
    Findings lookUp(String assistantId, List<Uncertain> wanted, List<Sent> again) {
        Instant now = clock.instant();
        Reading reading = new Reading(assistantId, wanted, again, now, lag.begin(assistantId));
        try {
            boolean whole = read(reading);
            String problem = distrust(reading, whole);
            return findings(reading, whole, problem, null).afterReading();
        } catch (ListingException e) {
            String problem = "the destination's list could not be read: " + e.getMessage();
            return findings(reading, false, problem, e.outcome());
        }
    }

    /** One reading, and what it is about. */
    private final class Reading {
        final String assistantId;
        final List<Uncertain> wanted;
        final List<Sent> again;
        final Instant now;
        final ListLag.Question lateness;
        final Sightings sightings = new Sightings(destination.name(), store, fingerprints);

        Reading(String assistantId, List<Uncertain> wanted, List<Sent> again, Instant now, ListLag.Question lateness) {
            this.assistantId = assistantId;
            this.wanted = wanted;
            this.again = again;
            this.now = now;
            this.lateness = lateness;
            sightings.seek(wanted.stream().map(this::sought).toList());
            sightings.seek(unnamed());
            sightings.watch(again.stream()
                    .filter(one -> !one.isUnnamed())
                    .map(this::sought)
                    .toList());
        }

        /** What has no id yet: what is asked for, and what may be taken for one of those that are uncertain. */
        private List<Sought> unnamed() {
            Set<String> sessions = new HashSet<>();
            wanted.forEach(one -> sessions.add(one.sessionId()));
            List<Sent> beside = sessions.isEmpty()
                    ? List.of()
                    : store.nameless(destination.name(), assistantId, sessions, MAX_BESIDE);
            return Stream.concat(again.stream(), beside.stream())
                    .filter(Sent::isUnnamed)
                    .map(this::sought)
                    .distinct()
                    .toList();
        }

        Sought sought(Uncertain one) {
            return Sought.of(one, destination, now);
        }

        Sought sought(Sent one) {
            return Sought.of(one, destination, options.startWithin().plus(options.timeout()));
        }

        boolean sawAll() {
            return sightings.sawAll() && lateness.isAnswered(sightings.seen());
        }

        Instant earliest() {
            return Stream.of(
                            wanted.stream().map(Uncertain::firstAttemptAt),
                            again.stream().map(Sent::firstAttemptAt),
                            lateness.since().stream())
                    .flatMap(times -> times)
                    .min(Comparator.naturalOrder())
                    .orElse(now);
        }
    }

    /** @return whether the list was read to its end, or as far as everything was found or would have been */
    private boolean read(Reading reading) throws ListingException {
        Set<String> asked = new HashSet<>();
        Instant earliest = reading.earliest();
        String page = null;
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            Instant before = clock.instant();
            Listing listing = destination.list(reading.assistantId, page);
            Duration took = Duration.between(before, clock.instant());
            reading.sightings.add(listing, before.plus(took.dividedBy(2)));
            page = listing.next();
            if (page == null || reading.sawAll() || isFarEnough(reading, earliest)) {
                return true;
            }
            if (listing.items().isEmpty() || !asked.add(page)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isFarEnough(Reading reading, Instant earliest) {
        return reading.sightings.oursVisible() && reading.sightings.isPast(earliest);
    }

    private @Nullable String distrust(Reading reading, boolean whole) {
        Sightings sightings = reading.sightings;
        boolean late = whole && reading.lateness.answer(sightings.seen());
        if (sightings.sawAll()) {
            return null;
        } else if (!whole) {
            return CUT;
        } else if (sightings.mostOfOursChanged()) {
            return CHANGED;
        } else if (late) {
            return LATE;
        }
        Instant before = reading.now.minus(options.grace());
        boolean oursExpected = store.hasDelivered(destination.name(), reading.assistantId, before);
        return oursExpected && !sightings.oursVisible() ? INVISIBLE : null;
    }

    private Findings findings(Reading reading, boolean whole, @Nullable String problem, @Nullable Outcome failure) {
        Map<Sought, Listing.Item> matches = reading.sightings.matches();
        Set<Sought> mayBeChanged = reading.sightings.mayBeChanged();
        List<DeliveryResult> results = new ArrayList<>();
        for (Uncertain one : reading.wanted) {
            Sought sought = reading.sought(one);
            Listing.Item match = matches.get(sought);
            if (match != null) {
                results.add(found(one, match, reading.now));
            } else if (problem != null) {
                Instant next = reading.now.plus(options.lookUpInterval());
                results.add(stillUncertain(one, one.absences(), next, problem));
            } else if (mayBeChanged.contains(sought)) {
                Instant next = reading.now.plus(laterAndLater(one, reading.now));
                results.add(stillUncertain(one, 0, next, MAY_BE_CHANGED));
            } else {
                results.add(absent(one, reading.now));
            }
        }
        for (Sent one : reading.again) {
            results.add(
                    secondLook.result(one, matches.get(reading.sought(one)), whole, LATE.equals(problem), reading.now));
        }
        // What may belong to somebody who was not found is told from surplus only when all of it was seen.
        var surplus = whole ? reading.sightings.surplus() : List.<io.feedback4j.store.Surplus>of();
        String said = reading.wanted.isEmpty() ? null : problem;
        return new Findings(reading.assistantId, results, surplus, false, failure, said);
    }

    /** As long again as it has been uncertain: the whole list need not be read each minute for what will not change. */
    private Duration laterAndLater(Uncertain one, Instant now) {
        Duration age = Duration.between(one.lastAttemptAt(), now);
        Duration interval = age.compareTo(options.lookUpInterval()) > 0 ? age : options.lookUpInterval();
        return interval.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : interval;
    }

    private DeliveryResult found(Uncertain one, Listing.Item match, Instant now) {
        Instant again = secondLook.after(now);
        return new DeliveryResult(one.claim(), DeliveryState.DELIVERED, again, 0, true, match.id(), null, null);
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
