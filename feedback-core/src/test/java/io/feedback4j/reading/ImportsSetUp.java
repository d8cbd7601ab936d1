package io.feedback4j.reading;

import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.delivery.Fingerprints;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.reading.ImportReport.State;
import io.feedback4j.store.Change;
import io.feedback4j.store.Claim;
import io.feedback4j.store.ClaimRequest;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.ImportStore;
import io.feedback4j.store.Ledger;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Imports from a list that is made up, into a real store, with a clock that is moved by hand. */
abstract class ImportsSetUp {
    static final Opinion UP = new Opinion(1.0, "", List.of());

    static final Opinion DOWN = new Opinion(0.0, "no", List.of("wrong"));

    static final Duration RETENTION = Duration.ofDays(400);

    static final ListingException FAILED = new ListingException("status 500", new Outcome.Unknown(500, null, "failed"));

    @TempDir
    Path folder;

    final MutableClock clock = new MutableClock();

    final FakeList list = new FakeList(clock);

    final List<DestinationStatus> statuses = new ArrayList<>();

    final List<Outcome> heard = new ArrayList<>();

    final Set<String> turns = new HashSet<>();

    boolean anothersTurn;

    boolean cannotNote;

    @Nullable
    Duration schedule;

    SqliteStore store;

    Fingerprints fingerprints;

    Imports imports;

    @BeforeEach
    void open() {
        store = SqliteStore.open(
                folder.resolve("feedback.db"),
                clock,
                new SqliteStore.Options(List.of("fake"), Duration.ZERO, Duration.ZERO));
        fingerprints = new Fingerprints(() -> store.feedback().secret(), "fake");
        imports = imports();
    }

    @AfterEach
    void close() {
        store.close();
    }

    Imports imports() {
        ImportPorts ports = new ImportPorts(
                store.deliveries(),
                cannotNote ? thatCannotNote() : store.imports(),
                () -> store.feedback().secret(),
                new FeedbackIds(clock, new SecureRandom()),
                this::turn,
                () -> statuses,
                (assistant, outcome) -> heard.add(outcome),
                clock,
                () -> Duration.between(MutableClock.START, clock.instant()).toNanos());
        return new Imports(
                list,
                ports,
                new ImportOptions(
                        List.of(ASSISTANT), schedule, RETENTION, Duration.ofSeconds(10), Duration.ofSeconds(30)));
    }

    ImportStore thatCannotNote() {
        return (ImportStore) Proxy.newProxyInstance(
                ImportStore.class.getClassLoader(), new Class<?>[] {ImportStore.class}, (proxy, method, args) -> {
                    if (method.getName().equals("imported")) {
                        throw new StoreException(StoreException.Kind.TRANSIENT, "down", null);
                    }
                    return method.invoke(store.imports(), args);
                });
    }

    boolean turn(String name, Duration duration) {
        if (duration.isZero()) {
            turns.remove(name);
        } else if (!anothersTurn) {
            turns.add(name);
        }
        return !anothersTurn;
    }

    ImportReport run() {
        assertThat(imports.begin()).isPresent();
        return finish();
    }

    ImportReport finish() {
        for (int round = 0; round < 10_000 && report().state() == State.RUNNING; round++) {
            Duration pause = imports.get();
            clock.advance(pause);
        }
        ImportReport report = report();
        assertThat(report.state()).isNotEqualTo(State.RUNNING);
        assertThat(ledger().isBalanced()).isTrue();
        return report;
    }

    ImportReport report() {
        return imports.report().orElseThrow();
    }

    Ledger ledger() {
        return store.deliveries().ledger("fake");
    }

    Feedback accept(Votes vote) {
        Change change = vote.at(clock.instant()).accept();
        return ((Written.Kept) store.feedback().write(List.of(change)).get(0))
                .record()
                .feedback();
    }

    Claim send(Feedback feedback) {
        String hash = fingerprints.hash(list.fingerprint(feedback));
        return store.deliveries()
                .claim(
                        "fake",
                        List.of(new ClaimRequest(feedback.id(), hash)),
                        "me",
                        clock.instant(),
                        Instant.EPOCH,
                        clock.instant().plusSeconds(60))
                .get(0);
    }

    void conclude(Claim claim, DeliveryState state, @Nullable String upstreamId) {
        Instant now = clock.instant();
        Instant next = state == DeliveryState.DELIVERED ? null : now.plusSeconds(30);
        store.deliveries()
                .record(List.of(new DeliveryResult(claim, state, next, 0, true, upstreamId, null, null)), now);
    }

    /** Given here and taken there. @return its id there */
    String delivered(Feedback feedback) {
        Claim claim = send(feedback);
        String id = list.has(feedback, clock.instant());
        conclude(claim, DeliveryState.DELIVERED, id);
        return id;
    }

    List<FeedbackRecord> kept() {
        return store.feedback().list(query().limit(5_000).build());
    }

    Instant ago(Duration duration) {
        return clock.instant().minus(duration);
    }
}
