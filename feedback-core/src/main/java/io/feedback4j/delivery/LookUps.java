package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.StoreException;
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
    private final Executor worker;
    private final Runnable wake;
    private final ReadingTurns readingTurns;
    private final Queue<Findings> found = new ConcurrentLinkedQueue<>();
    private final Map<String, Schedule> schedules = new HashMap<>();
    private volatile Map<String, String> problems = Map.of();
    private volatile long duplicates;

    LookUps(
            ListedDestination destination,
            DeliveryPorts ports,
            DeliveryOptions options,
            Reconciliation reconciliation,
            Executor worker,
            Runnable wake) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.reconciliation = reconciliation;
        this.worker = worker;
        this.wake = wake;
        this.readingTurns = new ReadingTurns(ports.leases(), destination.name(), options.owner(), ports.nanoTime());
    }

    /** Starts whatever reading is due. @return what became certain without any */
    List<DeliveryResult> start(Healths healths, Instant now) {
        List<DeliveryResult> decided = new ArrayList<>();
        if (options.uncertainty() == UncertaintyPolicy.PARK) {
            return decided;
        }
        readingTurns.renew();
        for (String assistant : healths.assistants()) {
            DestinationHealth health = healths.of(assistant);
            Schedule schedule = schedules.computeIfAbsent(assistant, name -> new Schedule());
            if (health != null && health.isPauseOver(now) && schedule.isDue(nanos())) {
                schedule.next(nanos(), shorter(CHECK_INTERVAL, options.lookUpInterval()));
                start(assistant, schedule, decided, now);
            }
        }
        return decided;
    }

    private void start(String assistant, Schedule schedule, List<DeliveryResult> decided, Instant now) {
        List<Uncertain> due = ports.store().uncertain(destination.name(), assistant, now, MAX_AT_ONCE);
        if (due.isEmpty()) {
            return;
        }
        if (options.uncertainty() == UncertaintyPolicy.RESEND) {
            due.forEach(one -> decided.add(new DeliveryResult(
                    one.claim(), DeliveryState.READY, now, 0, true, null, null, "sent again without looking")));
            return;
        }
        if (!readingTurns.begin(assistant)) {
            return;
        }
        schedule.running = true;
        try {
            worker.execute(() -> read(assistant, due));
        } catch (RejectedExecutionException e) {
            schedule.running = false;
            readingTurns.end(assistant, Duration.ZERO);
        }
    }

    private void read(String assistant, List<Uncertain> due) {
        Findings findings =
                new Findings(assistant, List.of(), 0, false, null, "it could not be looked up for a reason of our own");
        try {
            findings = reconciliation.lookUp(assistant, due);
        } catch (StoreException e) {
            LOG.warn("Nothing can be looked up at {} while the store is down: {}", destination.name(), e.getMessage());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn("Looking up at {} what is uncertain for {} failed", destination.name(), assistant, e);
        } finally {
            found.add(findings);
            wake.run();
        }
    }

    /** What readings that have ended brought to light. */
    List<DeliveryResult> takeResults(Healths healths, Instant now) {
        List<DeliveryResult> results = new ArrayList<>();
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
        if (findings.duplicates() > 0) {
            duplicates = duplicates + findings.duplicates();
            LOG.warn(
                    "{} records of {} are at {} twice",
                    findings.duplicates(),
                    findings.assistantId(),
                    destination.name());
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

    /** How many surplus records were seen since the start. May be asked by any thread. */
    long duplicates() {
        return duplicates;
    }

    private long nanos() {
        return ports.nanoTime().getAsLong();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

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
