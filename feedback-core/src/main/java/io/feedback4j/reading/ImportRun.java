package io.feedback4j.reading;

import io.feedback4j.delivery.ClockGap;
import io.feedback4j.delivery.Fingerprints;
import io.feedback4j.delivery.IdSet;
import io.feedback4j.delivery.ListedDestination;
import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.reading.ImportReport.State;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.ImportStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run through a destination's lists: a page with each {@link #step}, which returns how long to pause. Knows no thread.
 * Nothing it has written has to be undone when it ends early: the next run finds it known. Not thread-safe.
 */
final class ImportRun {
    private static final int MAX_PAGES = 5_000;
    private static final int MAX_FAILURES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration DEFAULT_THROTTLED = Duration.ofSeconds(60);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    /** A destination that asks for longer pauses in all is left alone until the next run. */
    private static final Duration MAX_WAITING = Duration.ofHours(1);

    private static final int PORTION = 1_000;

    private final ListedDestination destination;
    private final ImportPorts ports;
    private final ImportOptions options;
    private final Fingerprints fingerprints;
    private final Tally tally;
    private final Instant startedAt;
    private final Deque<String> assistants;
    private final ClockGap gap = new ClockGap();

    private IdSet seen = new IdSet();
    private Set<String> asked = new HashSet<>();
    private @Nullable String page;
    private int pages;
    private int failures;
    private long notBeforeNanos;
    private Duration waited = Duration.ZERO;
    private State state = State.RUNNING;
    private @Nullable Instant finishedAt;
    private @Nullable String problem;

    ImportRun(
            String id,
            ListedDestination destination,
            ImportPorts ports,
            ImportOptions options,
            Fingerprints fingerprints) {
        this.destination = destination;
        this.ports = ports;
        this.options = options;
        this.fingerprints = fingerprints;
        this.startedAt = ports.clock().instant();
        this.tally = new Tally(id, destination.name(), startedAt);
        this.assistants = new ArrayDeque<>(options.assistants());
        this.notBeforeNanos = nanos();
    }

    ImportReport report() {
        return tally.report(state, finishedAt, problem);
    }

    boolean isOver() {
        return state != State.RUNNING;
    }

    /** Reads one page and brings it in, if it is time to. */
    Duration step() {
        String assistant = assistants.peek();
        if (assistant == null) {
            end(State.DONE, null);
            return Duration.ZERO;
        }
        Duration pause = pause(assistant);
        if (!pause.isZero()) {
            return waiting(pause);
        }
        try {
            read(assistant);
            failures = 0;
            return Duration.ZERO;
        } catch (ListingException e) {
            ports.failed().accept(assistant, e.outcome());
            return failed(e);
        }
    }

    /** How long the destination wants to be left alone. */
    private Duration pause(String assistant) {
        long left = notBeforeNanos - nanos();
        Duration own = left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
        Instant now = ports.clock().instant();
        for (DestinationStatus status : ports.statuses().get()) {
            Instant nextAt = status.nextAt();
            boolean paused = status.state() == DestinationStatus.State.PAUSED
                    && status.destination().equals(destination.name())
                    && status.assistantId().equals(assistant);
            if (paused && nextAt != null && nextAt.isAfter(now)) {
                Duration theirs = Duration.between(now, nextAt);
                own = theirs.compareTo(own) > 0 ? theirs : own;
            }
        }
        return own;
    }

    private Duration waiting(Duration pause) {
        Duration now = pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
        waited = waited.plus(now);
        problem = "it waits, as the destination asks for a pause";
        if (waited.compareTo(MAX_WAITING) > 0) {
            end(State.FAILED, "the destination asks for pauses all the time");
        }
        return now;
    }

    private Duration failed(ListingException e) {
        problem = "the list could not be read: " + e.getMessage();
        if (e.outcome() instanceof Outcome.Throttled throttled) {
            Duration asked = throttled.retryAfter();
            notBeforeNanos = nanos() + (asked == null ? DEFAULT_THROTTLED : asked).toNanos();
            return Duration.ZERO;
        }
        boolean lasting = e.outcome() instanceof Outcome.Gone || e.outcome() instanceof Outcome.Misconfigured;
        failures++;
        if (lasting || failures >= MAX_FAILURES) {
            end(State.FAILED, problem);
        }
        notBeforeNanos = nanos() + FIRST_PAUSE.multipliedBy(1L << failures).toNanos();
        return Duration.ZERO;
    }

    private void read(String assistant) throws ListingException {
        Instant before = ports.clock().instant();
        Listing listing = destination.list(assistant, page);
        Instant now = ports.clock().instant();
        gap.compare(listing.clock(), before.plus(Duration.between(before, now).dividedBy(2)));
        new PageImport(destination, ports, options, fingerprints, assistant, tally, seen).run(listing, gap, now);
        problem = null;
        pages++;
        page = listing.next();
        if (page == null) {
            compare(assistant);
            nextAssistant();
        } else if (pages >= MAX_PAGES || listing.items().isEmpty() || !asked.add(page)) {
            end(State.FAILED, "the list has no end, or goes in circles");
        }
    }

    private void nextAssistant() {
        var unused = assistants.poll();
        seen = new IdSet();
        asked = new HashSet<>();
        pages = 0;
    }

    /** What was confirmed to us long enough ago and is not there. */
    private void compare(String assistant) {
        Instant sentBefore = startedAt.minus(options.grace()).minus(options.timeout());
        String after = "";
        List<ImportStore.Confirmed> portion;
        do {
            portion = ports.imports().confirmed(destination.name(), assistant, after, sentBefore, PORTION);
            for (ImportStore.Confirmed one : portion) {
                after = one.upstreamId();
                if (!seen.contains(after)) {
                    tally.missing.add(after);
                }
            }
        } while (portion.size() == PORTION);
    }

    void fail(String why) {
        end(State.FAILED, why);
    }

    private void end(State how, @Nullable String why) {
        state = how;
        problem = why;
        finishedAt = ports.clock().instant();
    }

    private long nanos() {
        return ports.nanoTime().getAsLong();
    }
}
