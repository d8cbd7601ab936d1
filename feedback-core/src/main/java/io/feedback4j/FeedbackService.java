package io.feedback4j;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.alert.AlertLine;
import io.feedback4j.alert.AlertPreview;
import io.feedback4j.background.Loop;
import io.feedback4j.context.ContextResolver;
import io.feedback4j.context.Contexts;
import io.feedback4j.context.Found;
import io.feedback4j.delivery.DeliveryPorts;
import io.feedback4j.delivery.Destination;
import io.feedback4j.desk.Desk;
import io.feedback4j.insights.Counting;
import io.feedback4j.insights.Insights;
import io.feedback4j.intake.Impressions;
import io.feedback4j.intake.Intake;
import io.feedback4j.intake.Submission;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.masking.Masking;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Target;
import io.feedback4j.reading.ImportReport;
import io.feedback4j.reading.ImportService;
import io.feedback4j.settle.SettleBuffer;
import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.AuditAction;
import io.feedback4j.store.AuditEntry;
import io.feedback4j.store.Erasure;
import io.feedback4j.store.EventPosition;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.KeptContext;
import io.feedback4j.store.Slice;
import io.feedback4j.store.Store;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes feedback, keeps it, lets it settle and forwards it. One per application; {@link #close()} it when the
 * application stops.
 *
 * <p>Thread-safe. Nothing here blocks for longer than a read of the store, and no method that takes feedback blocks at
 * all.
 */
public final class FeedbackService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedbackService.class);
    private static final int MAX_HISTORY = 100;
    /** An answer may take two seconds in all. */
    private static final Duration LOOKING = Duration.ofMillis(1_500);

    private static final int MAX_CURRENT = 1_000;
    private static final long BINDING_NANOS = Duration.ofSeconds(1).toNanos();

    private final FeedbackConfig config;
    private final Store store;
    private final List<String> destinations;
    private final Signer signer;
    private final Masking masking;
    private final SettleBuffer settling;
    private final Forwarding forwarding;
    private final Intake intake;
    private final Impressions impressions;
    private final @Nullable Alerting alerting;
    private final Contexts contexts;
    private final Upkeep upkeep;
    private final Loop upkeepLoop;
    private final Desk desk;
    private final Insights insights;
    private final Loop countingLoop;
    private final EventReader events;
    private final @Nullable Loop clockLoop;
    private volatile boolean closed;

    private FeedbackService(
            FeedbackConfig config,
            @Nullable DataSource dataSource,
            @Nullable ContextResolver resolver,
            List<Destination> own,
            Clock clock,
            SecureRandom random) {
        this.config = requireNonNull(config, "config");
        this.masking = new Masking(config.mask());
        List<Outlet> outlets = Outlets.of(config, own, clock);
        this.destinations = outlets.stream().map(Outlet::name).toList();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            this.store = opened(opened, Stores.open(config, dataSource, destinations, clock));
            InstantSource time = store.clock();
            this.signer = new Signer(store.feedback()::secret);
            String storeProblem = storeProblem();
            if (storeProblem == null) {
                tryToBindDefault();
            }
            this.settling = new SettleBuffer(
                    config.bufferMaximumWeight(), time, Ticker.systemTicker(), Outlets.delivering(outlets));
            FeedbackIds importedIds = new FeedbackIds(time, random);
            this.forwarding = opened(
                    opened,
                    new Forwarding(
                            outlets,
                            !store.isShared(),
                            name -> ports(name, clock),
                            (delivery, ports) ->
                                    Importing.start(config, delivery, ports, store.imports(), importedIds)));
            this.contexts = opened(
                    opened,
                    new Contexts(
                            store.contexts(),
                            masking,
                            time,
                            resolver,
                            Outlets.conversations(config),
                            LOOKING,
                            System::nanoTime));
            this.intake = opened(
                    opened,
                    Intake.start(
                            store.feedback(),
                            new FeedbackIds(time, random),
                            time,
                            this::written,
                            Intake.Options.defaults()));
            this.impressions = opened(opened, Impressions.start(store.impressions(), time));
            AtomicBoolean late = new AtomicBoolean(storeProblem != null);
            this.upkeep = new Upkeep(
                    store.feedback(),
                    store.deliveries(),
                    time,
                    System::nanoTime,
                    config.retention(),
                    destinations,
                    () -> storeIsReached(late));
            this.upkeepLoop = opened(opened, Loop.start("upkeep", upkeep, Duration.ofSeconds(2)));
            this.alerting = openedIfAny(opened, Alerting.start(config, store));
            this.events = new EventReader(store.events(), time, store.isShared());
            this.desk = new Desk(store.rejected(), store.audit(), destinations, time, this::decided);
            this.insights = new Insights(store.insights(), time);
            this.countingLoop = opened(
                    opened,
                    Loop.start("counting", new Counting(store.insights(), System::nanoTime), Duration.ofSeconds(2)));
            this.clockLoop = store.isShared()
                    ? opened(opened, Loop.start("clock", new ClockWatch(store), Duration.ofSeconds(2)))
                    : null;
            if (storeProblem != null) {
                LOG.error("Votes are refused with 503 until the store can be used: {}", storeProblem);
            }
            LOG.info(StartLine.of(config, outlets, store.place(), storeProblem));
        } catch (RuntimeException | Error e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> all, T one) {
        all.push(one);
        return one;
    }

    private static <T extends AutoCloseable> @Nullable T openedIfAny(Deque<AutoCloseable> all, @Nullable T one) {
        return one == null ? null : opened(all, one);
    }

    private static void closeAll(Deque<AutoCloseable> opened, Throwable cause) {
        for (AutoCloseable one : opened) {
            try {
                one.close();
            } catch (Exception e) {
                cause.addSuppressed(e);
            }
        }
    }

    private DeliveryPorts ports(String destination, Clock clock) {
        return new DeliveryPorts(
                store.deliveries(),
                limit -> settling.takeDue(destination, limit),
                store.feedback()::secret,
                store.clock(),
                new ElapsedTime(clock, System::nanoTime),
                store.leases());
    }

    private @Nullable String storeProblem() {
        try {
            store.feedback().checkWritable();
            return null;
        } catch (StoreException e) {
            return e.getMessage();
        }
    }

    /** Done as soon as it can be, a piece at a time. @return whether all is done */
    private boolean storeIsReached(AtomicBoolean late) {
        store.feedback().checkWritable();
        if (late.getAndSet(false)) {
            LOG.info("The store {} can be used now: votes are taken", store.place());
        }
        return bindDefault();
    }

    /** What fails here is done when the store is reached again. */
    private void tryToBindDefault() {
        try {
            var unused = bindDefault();
        } catch (StoreException e) {
            LOG.warn("What was kept for \"default\" is bound later: {}", e.getMessage());
        }
    }

    /**
     * What was kept for "default" while no assistant was configured belongs to the first one from now on. That takes
     * minutes where much was kept, so it is done for a moment at a time.
     *
     * @return whether all is done
     */
    private boolean bindDefault() {
        if (config.assistants().isEmpty()) {
            return true;
        }
        long start = System.nanoTime();
        long all = 0;
        long moved;
        do {
            moved = store.bindPortion(FeedbackConfig.DEFAULT_ASSISTANT, config.defaultAssistant());
            all += moved;
        } while (moved > 0 && System.nanoTime() - start < BINDING_NANOS);
        if (all > 0) {
            LOG.info("{} votes kept for \"default\" belong to {} now", all, config.defaultAssistant());
        }
        return moved == 0;
    }

    /** Runs on the writer's thread, in commit order. */
    private void written(Written written) {
        if (written instanceof Written.Kept kept) {
            if (settling.kept(kept.record().feedback(), kept.settledAt())) {
                forwarding.wake();
            }
            contexts.kept(kept.record().feedback().target());
        } else if (written instanceof Written.Withdrawn withdrawn) {
            settling.withdrawn(
                    withdrawn.feedback().target(), withdrawn.feedback().id());
        }
    }

    /** What is sent again is sent at once, and the health shows what was decided. */
    private void decided() {
        forwarding.wake();
        upkeepLoop.wake();
    }

    /** Where feedback is kept, in words for an operator: never with a user or a password. */
    public String place() {
        return store.place();
    }

    /** What time it is: the same, but for a moment, for all who share the store. Never blocks. */
    public InstantSource clock() {
        return store.clock();
    }

    /** How it was told to work. */
    public FeedbackConfig config() {
        return config;
    }

    /**
     * Hands feedback in. The stage completes when it is durable, or when it is certain that it was not kept; never
     * exceptionally but for a bug. What is to be masked in it is masked before anything is kept.
     *
     * @param payloadHash a hash of the whole request as it came, given exactly when the feedback has an idempotency key
     */
    public CompletionStage<Submission> submit(NewFeedback feedback, @Nullable String payloadHash) {
        return intake.submit(masking.isOn() ? masked(feedback) : feedback, payloadHash);
    }

    private NewFeedback masked(NewFeedback feedback) {
        MessageContext context = feedback.context();
        return new NewFeedback(
                feedback.target(),
                masking.apply(feedback.opinion()),
                feedback.idempotencyKey(),
                context == null ? null : masking.apply(context));
    }

    /** The words that feedback is about, as far as they are kept. @throws StoreException while the store is down */
    public Optional<KeptContext> context(Target target) {
        return contexts.find(target);
    }

    /**
     * The words that feedback is about, from wherever they can be had: kept, from the application, or read from the
     * upstream. Blocks for at most a second and a half, and asks the upstream for each session once in a while only.
     *
     * @throws StoreException while the store is down
     */
    public Found lookForContext(Target target) {
        return contexts.look(target);
    }

    /** How texts are masked here; masks nothing where nothing is configured. */
    public Masking masking() {
        return masking;
    }

    /** Takes feedback back: blanks its text and reasons, and cancels what is not on its way yet. Repeating is harmless. */
    public CompletionStage<Withdrawal> withdraw(String assistantId, FeedbackId id) {
        return intake.withdraw(assistantId, id);
    }

    /**
     * Notes that these messages were shown; {@code ""} stands for the whole session. They are kept within about a second,
     * once each; what was noted in the last second before a crash may be lost, which a vote never is.
     *
     * @return false when none is noted because too many wait to be kept
     */
    public boolean noteShown(Collection<Target> targets) {
        return impressions.offer(targets);
    }

    /** A page of records, newest first. @throws StoreException while the store is down */
    public List<FeedbackRecord> list(FeedbackQuery query) {
        return store.feedback().list(query);
    }

    /**
     * A part of everything that a query's filters mean, newest first: its limit is how many records are looked at.
     *
     * @throws StoreException while the store is down
     */
    public Slice slice(FeedbackQuery query) {
        return store.exports().slice(query);
    }

    /** One record. @throws StoreException while the store is down */
    public Optional<FeedbackRecord> find(String assistantId, FeedbackId id) {
        return store.feedback().find(assistantId, id);
    }

    /** What was said on a target, newest first, at most 100. @throws StoreException while the store is down */
    public List<Feedback> history(Target target) {
        return store.feedback().history(target, MAX_HISTORY);
    }

    /** The current feedback of a session, newest first, at most 1,000. @throws StoreException while the store is down */
    public List<Feedback> current(String assistantId, String sessionId, String voter) {
        return store.feedback().current(assistantId, sessionId, voter, MAX_CURRENT);
    }

    /**
     * A keyed hash (HMAC-SHA-256) with this store's own secret: the same on every node and after a restart. Used for
     * what a caller must give back unchanged.
     *
     * @param purpose keeps values of different kinds apart
     * @throws StoreException while the store is down
     */
    public byte[] sign(String purpose, String value) {
        return signer.sign(purpose, value);
    }

    /**
     * Erases a session everywhere here: what was said in it and by whom, what is settling, and what was shown. Copies that
     * other nodes hold in memory until they settle are never sent. Repeating is harmless, and needed where the answer says
     * that something is pending. What is said in the session afterwards is new.
     *
     * @param who asks for it, as it is kept in the audit
     * @param assistantId of this assistant only; {@code null} for all
     * @throws StoreException while the store is down: nothing is erased, unless it says that this is not known
     */
    public Erasure erase(String who, String sessionId, @Nullable String assistantId) {
        impressions.forget(sessionId);
        AuditEntry entry = AuditEntry.of(store.clock().instant(), who, AuditAction.ERASE, "", "");
        List<String> known = config.assistants().isEmpty() ? List.of(config.defaultAssistant()) : config.assistants();
        Erasure erasure =
                store.erasures().erase(sessionId, assistantId == null ? List.of() : List.of(assistantId), known, entry);
        erasure.forgotten().forEach(feedback -> settling.withdrawn(feedback.target(), feedback.id()));
        contexts.forget(sessionId);
        LOG.info("erase: {} ({} in all), by {}", erasure.name(), erasure.feedback(), entry.who());
        return erasure;
    }

    /**
     * Begins to bring in what is upstream and was not given here: all of it, page by page, in the background.
     *
     * @throws StoreException while the store is down, where nodes take turns
     */
    public ImportStart beginImport() {
        ImportService imports = forwarding.imports();
        if (imports == null) {
            return new ImportStart.Nowhere();
        }
        return imports.begin().<ImportStart>map(ImportStart.Begun::new).orElseGet(ImportStart.Running::new);
    }

    /** Whether there is anywhere to import from. Never throws. */
    public boolean canImport() {
        return forwarding.imports() != null;
    }

    /** The last import since the start, or the one that runs; empty when there was none. Never throws. */
    public Optional<ImportReport> lastImport() {
        ImportService imports = forwarding.imports();
        return imports == null ? Optional.empty() : imports.report();
    }

    /** The newest alarms of all assistants. @throws StoreException while the store is down */
    public List<Alert> alerts(int limit) {
        return store.alerts().newest(null, limit);
    }

    /** How far the watch over an assistant has come; empty where nothing is watched yet. @throws StoreException while the store is down */
    public Optional<AlertState> watch(String assistantId) {
        return store.alerts().state(assistantId);
    }

    /**
     * When an alarm would have been raised, by the votes of a period as they stand now.
     *
     * @throws StoreException while the store is down
     */
    public AlertPreview previewAlerts(String assistantId, AlertLine line, Instant from, Instant until) {
        return AlertPreview.of(store.alerts(), assistantId, line, from, until);
    }

    /** What time it is where feedback is kept. */
    public Instant now() {
        return store.clock().instant();
    }

    /**
     * What happened behind a position, in order: from the store, so that every node tells the same. It is told 0.3 seconds
     * after it happened (2 where several nodes share a store), so that what is committed meanwhile is not passed over.
     *
     * @param behind as {@link EventPage#next} or an event gave it, or {@link #eventsNow}
     * @param limit how many at the most
     * @throws StoreException while the store is down
     */
    public EventPage events(EventPosition behind, int limit) {
        return events.page(behind, limit);
    }

    /** The position behind all that can be told at this moment. */
    public EventPosition eventsNow() {
        return events.now();
    }

    /** Where what no destination takes is decided about, and where it is kept who did what. */
    public Desk desk() {
        return desk;
    }

    /** What the votes add up to. */
    public Insights insights() {
        return insights;
    }

    /** How it is doing; computed every few seconds, so that asking is cheap. Never throws. */
    public Health health() {
        Upkeep.Findings findings = upkeep.findings();
        Diagnosis diagnosis = Diagnosis.of(findings, forwarding, destinations, closed);
        return new Health(
                diagnosis.status(),
                diagnosis.problems(),
                diagnosis.notices(),
                findings.at(),
                store.place(),
                intake.waiting(),
                settling.size(),
                findings.ledgers(),
                forwarding.statuses(),
                lastImport().orElse(null));
    }

    /**
     * Stops in order: takes nothing more in, finishes the running commit, gives running exchanges a few seconds, closes
     * what it opened. What has not been forwarded is forwarded after the next start. Idempotent.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        intake.close();
        impressions.close();
        contexts.close();
        if (alerting != null) {
            alerting.close();
        }
        forwarding.close();
        upkeepLoop.close();
        countingLoop.close();
        if (clockLoop != null) {
            clockLoop.close();
        }
        store.close();
        LOG.info("feedback4j has stopped; what is not forwarded yet waits for the next start");
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Assembles a service. Not thread-safe. */
    public static final class Builder {
        private FeedbackConfig config = FeedbackConfig.builder().build();
        private @Nullable DataSource dataSource;
        private @Nullable ContextResolver resolver;
        private Clock clock = Clock.systemUTC();

        private final List<Destination> destinations = new ArrayList<>();

        private Builder() {}

        /** Default: {@link FeedbackConfig.Builder}'s defaults. */
        public Builder config(FeedbackConfig config) {
            this.config = config;
            return this;
        }

        /**
         * Sends all feedback that comes in from now on to this one too; may be called again for others. Its name is of
         * a-z, 0-9 and -, and neither {@code twilio} nor {@code webhook}. It is closed with the service. Default: none.
         */
        public Builder destination(Destination destination) {
            destinations.add(requireNonNull(destination, "destination"));
            return this;
        }

        /**
         * The application's own data source for a PostgreSQL database, which several machines can share. Its connections
         * are given back as they were, and it is never closed here. Must not take part in the application's transactions.
         * Default: none, so that the configuration says where feedback is kept.
         */
        public Builder dataSource(DataSource dataSource) {
            this.dataSource = requireNonNull(dataSource, "dataSource");
            return this;
        }

        /** The application tells the words that votes are about. Default: nobody does. */
        public Builder contextResolver(ContextResolver resolver) {
            this.resolver = requireNonNull(resolver, "contextResolver");
            return this;
        }

        /** Default: the machine's. Others are for those who want to see what a clock that jumps does. */
        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Opens the store and starts working. A store that is down does not fail this: it is tried again.
         *
         * @throws InvalidConfigException when there is a data source and the configuration names another store
         */
        public FeedbackService build() {
            boolean another =
                    config.store().postgres() != null || config.store().jndi() != null;
            if (dataSource != null && another) {
                throw new InvalidConfigException(List.of(
                        "feedback.store.url and feedback.store.jndi must not be given with a data source object"));
            }
            return new FeedbackService(
                    config, dataSource, resolver, List.copyOf(destinations), clock, new SecureRandom());
        }
    }
}
