package io.feedback4j.reading;

import io.feedback4j.delivery.Fingerprints;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.reading.ImportReport.State;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a destination's list is gone through: when somebody asks for it, and on a schedule that goes on over
 * restarts. One run at a time, on one node at a time. A round does a step and returns how long to pause.
 *
 * <p>Rounds are run by one loop; the public methods may be called by anybody.
 */
final class Imports implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    /** Others may go on so long after this node was killed. A step takes much less. */
    private static final Duration TURN = Duration.ofMinutes(5);

    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration STORE_IS_DOWN = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);

    private final ListedDestination destination;
    private final ImportPorts ports;
    private final ImportOptions options;
    private final Fingerprints fingerprints;
    private final String turnName;
    private long notBeforeNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean stopped;
    private @Nullable ImportRun run;
    private volatile @Nullable ImportReport report;
    private @Nullable ImportReport lastDone;

    Imports(ListedDestination destination, ImportPorts ports, ImportOptions options) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.fingerprints = new Fingerprints(ports.secret(), destination.name());
        this.turnName = "import " + destination.name();
        this.notBeforeNanos = nanos();
    }

    /** Begins a run. @return empty when one is running, here or on another node */
    Optional<ImportReport> begin() {
        // Nobody who asks waits for the page that is being read.
        if (stopped || isRunning() || !tryLock()) {
            return Optional.empty();
        }
        try {
            return begun();
        } finally {
            lock.unlock();
        }
    }

    /** A run that has just ended still holds it for a moment. */
    private boolean tryLock() {
        try {
            return lock.tryLock(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isRunning() {
        ImportReport last = report;
        return last != null && last.state() == State.RUNNING;
    }

    private Optional<ImportReport> begun() {
        if (run != null || !ports.turn().take(turnName, TURN)) {
            return Optional.empty();
        }
        run = new ImportRun(UUID.randomUUID().toString(), destination, ports, options, fingerprints);
        ImportReport begun = run.report();
        report = begun;
        return Optional.of(begun);
    }

    /** How the last run, or the one that runs, stands; empty when there was none since the start. */
    Optional<ImportReport> report() {
        return Optional.ofNullable(report);
    }

    @Override
    public Duration get() {
        lock.lock();
        try {
            ImportRun running = run;
            return running == null ? idle() : step(running);
        } catch (StoreException e) {
            finish("the store cannot be used: " + e.getMessage());
            return STORE_IS_DOWN;
        } catch (RuntimeException | Error e) {
            // The loop logs it; a run that cannot go on must not be tried again and again.
            finish("it failed for a reason of our own");
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private Duration idle() {
        Duration schedule = options.schedule();
        if (schedule == null || nanos() - notBeforeNanos < 0) {
            return IDLE;
        }
        Instant last = ports.imports().importedAt(destination.name());
        Instant now = ports.clock().instant();
        // A moment ahead of now means that the clock was set back.
        boolean due = last == null || last.isAfter(now) || !last.plus(schedule).isAfter(now);
        if (due && begun().isEmpty()) {
            notBeforeNanos = nanos() + IDLE.multipliedBy(6).toNanos();
        }
        return due ? Duration.ZERO : IDLE;
    }

    private Duration step(ImportRun running) {
        if (!ports.turn().take(turnName, TURN)) {
            finish("another node goes on with it");
            return IDLE;
        }
        Duration pause = running.step();
        if (running.isOver()) {
            finish(null);
        } else {
            report = running.report();
        }
        return pause;
    }

    private void finish(@Nullable String failure) {
        ImportRun running = run;
        if (running == null) {
            return;
        }
        if (failure != null) {
            running.fail(failure);
        }
        run = null;
        ImportReport ended = running.report();
        report = ended;
        try {
            plan(ended);
        } finally {
            // Whatever the store says: others need not wait for this turn to end by itself.
            log(ended);
            giveBack();
        }
    }

    /** When the schedule comes to the next run. */
    private void plan(ImportReport ended) {
        Duration schedule = options.schedule();
        if (ended.state() == State.DONE) {
            ports.imports().imported(destination.name(), ended.startedAt());
        } else if (schedule != null) {
            Duration later = schedule.compareTo(AFTER_FAILURE) < 0 ? schedule : AFTER_FAILURE;
            notBeforeNanos = nanos() + later.toNanos();
        }
    }

    private void log(ImportReport ended) {
        ImportReport before = lastDone;
        if (ended.state() == State.FAILED) {
            LOG.warn("Not all of {} could be imported: {}", ended.destination(), ended.problem());
            return;
        }
        lastDone = ended;
        if (ended.imported() + ended.matched() > 0) {
            LOG.info(
                    "Imported from {}: {} of {} records; {} more turned out to be ours",
                    ended.destination(),
                    ended.imported(),
                    ended.read(),
                    ended.matched());
        }
        boolean same = before == null
                ? ended.agrees()
                : before.missing().count() == ended.missing().count()
                        && before.different().count() == ended.different().count();
        if (!same && ended.agrees()) {
            LOG.info("{} has again everything that it confirmed, as it was sent", ended.destination());
        } else if (!same) {
            LOG.warn(
                    "Of what {} confirmed, {} records are not in its list and {} say something else now",
                    ended.destination(),
                    ended.missing().count(),
                    ended.different().count());
        }
    }

    /** Begins nothing more. Does not wait for a page that is being read. */
    void stop() {
        stopped = true;
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (run != null) {
                run = null;
                giveBack();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBack() {
        try {
            boolean unused = ports.turn().take(turnName, Duration.ZERO);
        } catch (StoreException e) {
            LOG.debug("The turn ends by itself", e);
        }
    }

    private long nanos() {
        return ports.nanoTime().getAsLong();
    }
}
