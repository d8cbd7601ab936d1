package io.feedback4j;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One round of looking after what is kept: reads the books, forgets old idempotency keys, deletes what is older than the
 * retention. Returns how long to pause.
 *
 * <p>Knows no thread. Rounds are run by one loop; {@link #findings()} may be asked by anybody.
 */
final class Upkeep implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration KEYS_ARE_KEPT = Duration.ofDays(7);
    private static final Duration BETWEEN_NOTES = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** Counting everything takes longer the more there is; it may cost this share of the time. */
    private static final int AT_MOST_ONE_IN = 50;
    /** So many at once, because each batch keeps the writer from taking votes. */
    private static final int BATCH = 200;

    private final FeedbackStore feedback;
    private final DeliveryStore deliveries;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final ClockTrust clockTrust;
    private final Duration retention;
    private final List<String> configured;
    private final BooleanSupplier first;
    private boolean firstDone;
    private @Nullable Instant lastTrusted;
    private volatile Findings findings = new Findings(null, List.of(), List.of(), List.of(), List.of());
    private final Set<String> unbalanced = new HashSet<>();

    /**
     * @param nanoTime time that passes inside this process, as {@link System#nanoTime}
     * @param configured the destinations there are; books are read of those that there were, too
     * @param first done before anything else, as soon as the store can be reached, until it says that it is done; a
     *     piece at a time, because the rest waits meanwhile
     */
    Upkeep(
            FeedbackStore feedback,
            DeliveryStore deliveries,
            InstantSource clock,
            LongSupplier nanoTime,
            Duration retention,
            List<String> configured,
            BooleanSupplier first) {
        this.first = requireNonNull(first, "first");
        this.feedback = requireNonNull(feedback, "feedback");
        this.deliveries = requireNonNull(deliveries, "deliveries");
        this.clock = requireNonNull(clock, "clock");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.clockTrust = new ClockTrust(clock.instant(), nanoTime.getAsLong());
        this.retention = requireNonNull(retention, "retention");
        this.configured = List.copyOf(configured);
    }

    /**
     * What the last round found.
     *
     * @param at when the books were read; {@code null} before the first time
     * @param storeProblems why votes cannot be taken; empty when they can
     * @param ledgers the books
     * @param destinations how destinations are doing
     * @param notices what could not be done this time though votes are taken
     */
    record Findings(
            @Nullable Instant at,
            List<String> storeProblems,
            List<Ledger> ledgers,
            List<DestinationStatus> destinations,
            List<String> notices) {

        private Findings at(@Nullable Instant moment, List<String> problems) {
            return new Findings(moment, problems, ledgers, destinations, notices);
        }

        private Findings with(List<String> others) {
            return new Findings(at, storeProblems, ledgers, destinations, List.copyOf(others));
        }
    }

    /** What the last round found. */
    Findings findings() {
        return findings;
    }

    @Override
    public Duration get() {
        long start = System.nanoTime();
        StoreException down = failure(feedback::checkWritable);
        if (down != null && down.kind() == StoreException.Kind.BUSY) {
            return PAUSE;
        }
        List<String> notices = new ArrayList<>();
        AtomicBoolean more = new AtomicBoolean();
        if (down == null && !firstDone) {
            more.set(isDone("What is done at the start is tried again: ", this::doFirst, notices) && !firstDone);
        }
        if (down != null) {
            // Said at once: to read the books of a store that is away may take long.
            findings = findings.at(clock.instant(), problems(down));
        }
        StoreException unread = readBooks();
        if (unread != null && down == null) {
            // A database that went away may show in reading only.
            down = failure(feedback::checkWritable);
            notices.add("The books could not be read: " + unread.getMessage());
        }
        findings = findings.at(findings.at(), problems(down));
        if (down == null) {
            // Of its own: books that are too big to be read must not grow for ever.
            var unused = isDone(
                    "What is old could not be deleted: ", () -> more.set(forgetWhatIsOld() || more.get()), notices);
        }
        findings = findings.with(down == null ? notices : List.of());
        findings.ledgers().forEach(this::logChangeOfBalance);
        if (more.get()) {
            return Duration.ofMillis(100);
        }
        return down == null ? pauseAfter(Duration.ofNanos(System.nanoTime() - start)) : PAUSE;
    }

    /** Never for long: what took its time may have done so because the database was slow for a while. */
    private static Duration pauseAfter(Duration effort) {
        Duration share = effort.multipliedBy(AT_MOST_ONE_IN);
        Duration pause = share.compareTo(PAUSE) > 0 ? share : PAUSE;
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void doFirst() {
        firstDone = first.getAsBoolean();
    }

    private static List<String> problems(@Nullable StoreException down) {
        return down == null ? List.of() : List.of(String.valueOf(down.getMessage()));
    }

    /** @return why not all could be read; {@code null} also where too many ask, and what was read before stays */
    private @Nullable StoreException readBooks() {
        List<Ledger> ledgers = new ArrayList<>();
        List<DestinationStatus> destinations = new ArrayList<>();
        StoreException failure = failure(() -> {
            TreeSet<String> names = new TreeSet<>(configured);
            names.addAll(deliveries.destinationsWithBooks());
            names.forEach(name -> ledgers.add(deliveries.ledger(name)));
            destinations.addAll(deliveries.destinations());
        });
        if (failure != null && failure.kind() == StoreException.Kind.BUSY) {
            return null;
        }
        Findings before = findings;
        findings = new Findings(
                clock.instant(),
                before.storeProblems(),
                List.copyOf(ledgers),
                List.copyOf(destinations),
                before.notices());
        return failure;
    }

    private static boolean isDone(String otherwise, Runnable step, List<String> notices) {
        StoreException failure = failure(step);
        if (failure != null && failure.kind() != StoreException.Kind.BUSY) {
            notices.add(otherwise + failure.getMessage());
        }
        return failure == null;
    }

    private static @Nullable StoreException failure(Runnable step) {
        try {
            step.run();
            return null;
        } catch (StoreException e) {
            return e;
        }
    }

    /** @return whether there is more to be done at once */
    private boolean forgetWhatIsOld() {
        Instant now = clock.instant();
        Instant last = lastTrusted;
        if (last == null) {
            last = feedback.notedTime();
        }
        if (last == null) {
            feedback.noteTime(now);
            last = now;
        }
        lastTrusted = last;
        if (!clockTrust.isTrusted(now, nanoTime.getAsLong(), last)) {
            return false;
        }
        if (Duration.between(last, now).abs().compareTo(BETWEEN_NOTES) >= 0) {
            feedback.noteTime(now);
            lastTrusted = now;
        }
        boolean more = feedback.forgetKeys(now.minus(KEYS_ARE_KEPT), BATCH) == BATCH;
        return feedback.purge(now.minus(retention), BATCH) == BATCH || more;
    }

    private void logChangeOfBalance(Ledger ledger) {
        boolean changed =
                ledger.isBalanced() ? unbalanced.remove(ledger.destination()) : unbalanced.add(ledger.destination());
        if (changed) {
            if (ledger.isBalanced()) {
                LOG.info("The books of {} balance again", ledger.destination());
            } else {
                LOG.error(
                        "The books of {} do not balance: {} accepted, {} in {}, {} purged. Rows were changed or deleted"
                                + " by something else than feedback4j",
                        ledger.destination(),
                        ledger.accepted(),
                        ledger.states().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        ledger.states(),
                        ledger.purged());
            }
        }
    }
}
