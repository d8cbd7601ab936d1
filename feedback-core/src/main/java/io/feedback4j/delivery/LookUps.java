package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.Sent;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Surplus;
import io.feedback4j.store.Uncertain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when what is uncertain is looked up: one reading of an assistant's list at a time over all nodes, not more often
 * than the interval, more and more seldom while nothing can be concluded from it. One thread asks; the reading happens on
 * another.
 */
final class LookUps {
    private static final Logger LOG = LoggerFactory.getLogger(LookUps.class);
    private static final int MAX_AT_ONCE = 1_000;
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private final ListedDestination destination;
    private final DeliveryPorts ports;
    private final DeliveryOptions options;
    private final Reconciliation reconciliation;
    private final ListLag lag;
    private final Executor worker;
    private final Runnable wake;
    private final ReadingTurns readingTurns;
    private final Queue<Findings> found = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Schedule> schedules = new HashMap<>();
    private volatile Map<String, String> problems = Map.of();
    private final Map<String, List<Surplus>> surplus = new HashMap<>();

    LookUps(
            ListedDestination destination,
            DeliveryPorts ports,
            DeliveryOptions options,
            Reconciliation reconciliation,
            ListLag lag,
            Executor worker,
            Runnable wake) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.reconciliation = reconciliation;
        this.lag = lag;
        this.worker = worker;
        this.wake = wake;
        this.readingTurns = new ReadingTurns(ports.leases(), destination.name(), options.owner(), ports.nanoTime());
    }

    /** Starts whatever reading is due. @return what became certain without any */
    List<DeliveryResult> start(Healths healths, Instant now) {
        List<DeliveryResult> decided = new ArrayList<>();
        boolean listed = !(destination instanceof UnlistedDestination);
        readingTurns.renew();
        for (String assistant : healths.assistants()) {
            DestinationHealth health = healths.of(assistant);
            Schedule schedule = schedules.computeIfAbsent(assistant, name -> new Schedule());
            if (health != null && health.isPauseOver(now) && schedule.isDue(nanos())) {
                schedule.next(nanos(), shorter(CHECK_INTERVAL, options.lookUpInterval()));
                List<Uncertain> due = uncertain(assistant, decided, now);
                if (listed) {
                    start(assistant, schedule, due, now);
                }
            }
        }
        return decided;
    }

    private void start(String assistant, Schedule schedule, List<Uncertain> due, Instant now) {
        List<Sent> again = ports.store().secondLooks(destination.name(), assistant, now, MAX_AT_ONCE);
        if (due.isEmpty() && again.isEmpty() && !lag.isDue(assistant)) {
            return;
        }
        if (!readingTurns.begin(assistant)) {
            return;
        }
        schedule.running = true;
        try {
            worker.execute(() -> read(assistant, due, again));
        } catch (RejectedExecutionException e) {
            schedule.running = false;
            readingTurns.end(assistant, Duration.ZERO);
        }
    }

    /** What is to be looked up, if anything is. */
    private List<Uncertain> uncertain(String assistant, List<DeliveryResult> decided, Instant now) {
        if (options.uncertainty() == UncertaintyPolicy.PARK) {
            return List.of();
        }
        List<Uncertain> due = ports.store().uncertain(destination.name(), assistant, now, MAX_AT_ONCE);
        if (options.uncertainty() != UncertaintyPolicy.RESEND) {
            return due;
        }
        due.forEach(one -> decided.add(new DeliveryResult(
                one.claim(), DeliveryState.READY, now, 0, true, null, null, "sent again without looking")));
        return List.of();
    }

    private void read(String assistant, List<Uncertain> due, List<Sent> again) {
        Findings findings = new Findings(
                assistant, List.of(), List.of(), false, null, "it could not be looked up for a reason of our own");
        try {
            findings = reconciliation.lookUp(assistant, due, again);
        } catch (StoreException e) {
            LOG.warn("Nothing can be looked up at {} while the store is down: {}", destination.name(), e.getMessage());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("Looking up at {} what is uncertain for {} failed", destination.name(), assistant, e);
        } finally {
            found.add(findings);
            wake.run();
        }
    }

    /** Somebody else could not read the list. */
    void failed(String assistant, Outcome outcome) {
        failures.add(new Failure(assistant, outcome));
        wake.run();
    }

    /** What readings that have ended brought to light. */
    List<DeliveryResult> takeResults(Healths healths, Instant now) {
        List<DeliveryResult> results = new ArrayList<>();
        for (Failure next = failures.poll(); next != null; next = failures.poll()) {
            healths.listed(next.assistant(), next.outcome(), now);
        }
        for (Findings next = found.poll(); next != null; next = found.poll()) {
            results.addAll(next.results());
            Outcome failure = next.failure();
            if (failure != null) {
                healths.listed(next.assistantId(), failure, now);
            }
            DestinationHealth health = healths.of(next.assistantId());
            if (next.listed() && health != null) {
                health.listRead();
            }
            take(next);
        }
        return results;
    }

    private void take(Findings findings) {
        if (!findings.surplus().isEmpty()) {
            surplus.computeIfAbsent(findings.assistantId(), id -> new ArrayList<>())
                    .addAll(findings.surplus());
        }
        Schedule schedule = schedules.computeIfAbsent(findings.assistantId(), name -> new Schedule());
        schedule.running = false;
        schedule.inVain = findings.problem() == null ? 0 : schedule.inVain + 1;
        Duration interval =
                new Backoff(options.lookUpInterval(), MAX_INTERVAL, () -> 1).limit(Math.max(1, schedule.inVain));
        schedule.next(nanos(), interval);
        readingTurns.end(findings.assistantId(), options.lookUpInterval());
        note(findings.assistantId(), findings.problem());
    }

    private void note(String assistant, @Nullable String problem) {
        Map<String, String> noted = new HashMap<>(problems);
        String before = problem == null ? noted.remove(assistant) : noted.put(assistant, problem);
        problems = Map.copyOf(noted);
        if (problem != null && !problem.equals(before)) {
            LOG.warn("What is uncertain for {} at {} waits: {}", assistant, destination.name(), problem);
        } else if (problem == null && before != null) {
            LOG.info("What is uncertain for {} at {} can be looked up again", assistant, destination.name());
        }
    }

    /** Why nothing can be concluded from a destination's list, by assistant. May be asked by any thread. */
    Map<String, String> problems() {
        return problems;
    }

    /** Keeps which records were seen to be surplus, after what became of the others was written down. */
    void keepSurplus(Instant now) {
        for (Map.Entry<String, List<Surplus>> one : surplus.entrySet()) {
            int added = ports.store().keepSurplus(destination.name(), one.getKey(), one.getValue(), now);
            if (added > 0) {
                LOG.warn("{} records of {} are at {} twice", added, one.getKey(), destination.name());
            }
        }
        surplus.clear();
    }

    private long nanos() {
        return ports.nanoTime().getAsLong();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private record Failure(String assistant, Outcome outcome) {}

    private static final class Schedule {
        private boolean running;
        private boolean begun;
        private long nextNanos;
        private int inVain;

        boolean isDue(long nanos) {
            return !running && (!begun || nanos - nextNanos >= 0);
        }

        void next(long nanos, Duration interval) {
            begun = true;
            nextNanos = nanos + interval.toNanos();
        }
    }
}
