package io.feedback4j.desk;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.AuditStore;
import io.feedback4j.store.Decided;
import io.feedback4j.store.DecidedPortion;
import io.feedback4j.store.Pace;
import io.feedback4j.store.Rejected;
import io.feedback4j.store.RejectedFilter;
import io.feedback4j.store.RejectedQuery;
import io.feedback4j.store.RejectedStore;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Undelivered;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead-letter desk: what was rejected, or is parked, is read, sent again or discarded here, one or many at once. Each decision is
 * kept in the audit together with what it changes, and said in one line of the log, without its note.
 *
 * <p>Thread-safe. Every method throws {@link StoreException} while the store is down; what was decided until then stays so.
 */
public final class Desk {
    /** How many deliveries one call decides about at the most. */
    public static final int MAX_AT_ONCE = 5_000;
    /** How many are sent in a second where nobody says otherwise. */
    public static final double DEFAULT_RATE = 10;
    /** The fewest that can be sent in a second. */
    public static final double MIN_RATE = 0.1;
    /** The most that can be sent in a second. */
    public static final double MAX_RATE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    /** So many in one transaction, because each keeps the writer from taking votes. */
    private static final int PORTION = 200;
    /** Where somebody else is quicker with many, the rest is left for another call. */
    private static final int MAX_PORTIONS = 2 * MAX_AT_ONCE / PORTION;
    /** No delivery is put off for longer; what would be is left for another call. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final RejectedStore rejected;
    private final AuditStore audit;
    private final Set<String> destinations;
    private final InstantSource clock;
    private final Runnable changed;

    /**
     * @param destinations those that are configured
     * @param changed called after each decision that changed something
     */
    public Desk(
            RejectedStore rejected,
            AuditStore audit,
            Collection<String> destinations,
            InstantSource clock,
            Runnable changed) {
        this.rejected = requireNonNull(rejected, "rejected");
        this.audit = requireNonNull(audit, "audit");
        this.destinations = Set.copyOf(destinations);
        this.clock = requireNonNull(clock, "clock");
        this.changed = requireNonNull(changed, "changed");
    }

    /** Whether something is delivered to a destination of this name, so that nothing that waits for it is given up. */
    public boolean isConfigured(String destination) {
        return destinations.contains(destination);
    }

    /** A page of what was rejected, or is parked. */
    public List<Rejected> list(RejectedQuery query) {
        return rejected.list(query);
    }

    /**
     * Sends what was rejected or is parked again, those first that became so first. What is not current any more is not
     * sent, and is no longer rejected or parked either. What is parked may be there already, and then is there twice.
     *
     * @param which at most {@value #MAX_AT_ONCE} of these, and no more than can be sent within an hour; none that wait
     * @param perSecond how many are sent in a second, from {@link #MIN_RATE} to {@link #MAX_RATE}
     * @param who decides so, as it is kept
     * @param note why; {@code ""} without
     */
    public Decisions resend(RejectedFilter which, double perSecond, String who, String note) {
        if (!(perSecond >= MIN_RATE && perSecond <= MAX_RATE)) {
            throw new IllegalArgumentException("perSecond must be from " + MIN_RATE + " to " + MAX_RATE);
        }
        if (which.state() == Undelivered.WAITING) {
            throw new IllegalArgumentException("what waits is sent by itself");
        }
        AuditEntry entry = entry(which, AuditAction.RESEND, who, note);
        Duration apart = Duration.ofNanos((long) (1e9 / perSecond));
        Pace pace = new Pace(entry.at(), apart);
        int limit = (int) Math.max(1, Math.min(MAX_AT_ONCE, (long) (LONGEST.toSeconds() * perSecond)));
        return decide(entry, limit, (done, portion) -> rejected.resend(which, portion, pace.behind(done), entry));
    }

    /**
     * Gives up what was rejected or is parked, or waits for a destination that is gone, for good.
     *
     * @param which at most {@value #MAX_AT_ONCE} of these; those that wait only of a destination that is not configured
     * @param who decides so, as it is kept
     * @param note why
     */
    public Decisions discard(RejectedFilter which, String who, String note) {
        String destination = which.destination();
        if (which.state() == Undelivered.WAITING && (destination == null || isConfigured(destination))) {
            throw new IllegalArgumentException("what waits is given up for a destination that is not configured only");
        }
        AuditEntry entry = entry(which, AuditAction.DISCARD, who, note);
        return decide(entry, MAX_AT_ONCE, (done, portion) -> rejected.discard(which, portion, entry));
    }

    /**
     * Keeps in the audit what is about to be done elsewhere: call it first, so that nothing is done without it.
     *
     * @param target what it is about, without anything that was said
     * @param count how many records it concerns, as far as it is known
     * @param note why; {@code ""} without
     */
    public void note(String who, AuditAction action, String target, long count, String note) {
        AuditEntry entry =
                AuditEntry.of(clock.instant(), who, action, target, note).count(count);
        audit.add(entry);
        log(entry);
    }

    /** What was done, newest first. @param before only what has a lesser id; {@code null} for the first page */
    public List<AuditEntry> audit(@Nullable String before, int limit) {
        return audit.list(before, limit);
    }

    /** Decides about one portion. */
    private interface Portion {
        DecidedPortion decide(int done, int limit);
    }

    private Decisions decide(AuditEntry entry, int limit, Portion work) {
        List<Decided> all = new ArrayList<>();
        boolean more = true;
        try {
            for (int i = 0; more && all.size() < limit && i < MAX_PORTIONS; i++) {
                int portion = Math.min(PORTION, limit - all.size());
                DecidedPortion decided = work.decide(all.size(), portion);
                all.addAll(decided.all());
                // Another operator may have been quicker with some of them, which says nothing about the rest.
                more = decided.found() == portion;
            }
        } finally {
            if (!all.isEmpty()) {
                log(entry.count(all.size()));
                changed.run();
            }
        }
        return new Decisions(all, more);
    }

    private AuditEntry entry(RejectedFilter which, AuditAction action, String who, String note) {
        return AuditEntry.of(clock.instant(), who, action, words(which), note);
    }

    private static void log(AuditEntry entry) {
        LOG.info("{}: {} ({} in all), by {}", entry.action().word(), entry.target(), entry.count(), entry.who());
    }

    private static String words(RejectedFilter which) {
        List<String> words = new ArrayList<>();
        Undelivered usual = which.id() == null ? Undelivered.REJECTED : Undelivered.EITHER;
        add(words, "state", which.state() == usual ? null : which.state().word());
        add(words, "id", which.id());
        add(words, "assistant_id", which.assistantId());
        add(words, "destination", which.destination());
        add(words, "http_status", which.httpStatus());
        add(words, "since", which.since());
        add(words, "until", which.until());
        return words.isEmpty() ? "everything rejected" : String.join(", ", words);
    }

    private static void add(List<String> words, String name, @Nullable Object value) {
        if (value != null) {
            words.add(name + "=" + value);
        }
    }
}
