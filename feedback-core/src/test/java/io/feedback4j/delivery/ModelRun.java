package io.feedback4j.delivery;

import static io.feedback4j.delivery.Promises.promise;
import static io.feedback4j.testing.Queries.query;
import static io.feedback4j.testing.Votes.ASSISTANT;

import io.feedback4j.delivery.ModelDestination.Answer;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Written;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One or two nodes on a real store, moved step by step. */
final class ModelRun {
    private static final List<Target> TARGETS = List.of(
            new Target(ASSISTANT, "s1", "m1", ""),
            new Target(ASSISTANT, "s1", "m1", "ann"),
            new Target(ASSISTANT, "s1", "", ""),
            new Target(ASSISTANT, "s2", "m2", "bob"));
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(31),
            Duration.ofSeconds(31),
            Duration.ofSeconds(61),
            Duration.ofSeconds(61),
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofHours(26));
    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(-2),
            Duration.ofSeconds(61),
            Duration.ofSeconds(-45),
            Duration.ofHours(1),
            Duration.ofHours(-1),
            Duration.ofDays(365),
            Duration.ofDays(-365));
    private static final Duration RETENTION = Duration.ofHours(12);

    private final FeedbackStore feedback;
    private final DeliveryStore deliveries;
    private final MutableClock clock;
    private final ModelSettings settings;
    private final OpinionModel model = new OpinionModel();
    private final Promises promises;
    private final ModelDestination destination;
    private final FeedbackIds ids;
    private final List<Change.Accept> accepted = new ArrayList<>();
    private final List<ModelNode> nodes = new ArrayList<>();
    private @Nullable BrokenPromiseException broken;
    private int starts;
    private int said;

    ModelRun(FeedbackStore feedback, DeliveryStore deliveries, MutableClock clock, ModelSettings settings) {
        this.feedback = feedback;
        this.clock = clock;
        this.settings = settings;
        this.promises = new Promises(model, settings.policy());
        this.ids = new FeedbackIds(clock, new SecureRandom());
        this.deliveries = WatchedClaims.of(deliveries, promises::claimed, this::state);
        this.destination =
                new ModelDestination(clock::nanos, settings.lag(), settings.newestFirst(), this::sent, this::got);
        for (int i = 0; i < settings.nodes(); i++) {
            nodes.add(start());
        }
    }

    private ModelNode start() {
        DeliveryOptions options = DeliveryOptions.builder(List.of(ASSISTANT))
                .owner("node " + starts++)
                .soleOwner(settings.nodes() == 1)
                .concurrency(2)
                .uncertainty(settings.policy())
                .build();
        DeliveryPorts ports = new DeliveryPorts(deliveries, limit -> List.of(), feedback::secret, clock, clock::nanos);
        return new ModelNode(destination, ports, clock, settings.bufferWeight(), options);
    }

    /** Whoever sends catches what is thrown. */
    private void sent(Feedback one) {
        try {
            promises.sent(one);
        } catch (BrokenPromiseException e) {
            broken = e;
        }
    }

    private void got(Feedback one) {
        model.got.add(one);
    }

    private Optional<DeliveryState> state(FeedbackId id) {
        return feedback.find(ASSISTANT, id)
                .map(record -> record.deliveries().get(0).state());
    }

    /** @throws BrokenPromiseException when something does not hold any more */
    void step(ModelStep step) {
        take(step);
        if (broken != null) {
            throw broken;
        }
        promises.afterStep(records(), deliveries.ledger(ModelDestination.NAME));
    }

    private void take(ModelStep step) {
        int which = step.which();
        int how = step.how();
        ModelNode node = nodes.get(how % nodes.size());
        switch (step.kind()) {
            case ACCEPT -> write(node, List.of(accept(which, how)));
            case ACCEPT_TWO -> write(node, List.of(accept(which, how), accept(which, how + 1)));
            case REPEAT -> repeat(node, which, how);
            case WITHDRAW -> withdraw(node, which);
            case ROUND -> node.round();
            case SEND -> send(node, which, how);
            case LOOK_UP -> lookUp(node, which, how);
            case PASS -> clock.advance(PAUSES.get(which % PAUSES.size()));
            case SET_CLOCK -> setClock(which);
            case CRASH -> crash(which, how);
            case STOP -> stop(which);
            case REOPEN -> reopen(which);
            case PURGE -> purge();
        }
    }

    private Change.Accept accept(int which, int how) {
        Opinion opinion = how % 5 == 0
                ? new Opinion(1.0, "", List.of())
                : new Opinion(how % 3 / 2.0, "text " + said, how % 7 == 0 ? List.of("wrong") : List.of());
        Target target = TARGETS.get(which % TARGETS.size());
        return new Change.Accept(
                ids.next(), new NewFeedback(target, opinion, "key " + said++), "hash", clock.instant());
    }

    private void write(ModelNode node, List<Change.Accept> changes) {
        List<Written> written = feedback.write(List.copyOf(changes));
        for (int i = 0; i < changes.size(); i++) {
            promise(written.get(i) instanceof Written.Kept, "what is new is kept");
            accepted.add(changes.get(i));
            model.accepted(((Written.Kept) written.get(i)).record().feedback());
            node.written(written.get(i));
        }
    }

    private void repeat(ModelNode node, int which, int how) {
        if (accepted.isEmpty()) {
            return;
        }
        Change.Accept first = accepted.get(which % accepted.size());
        if (!model.isKept(first.id())) {
            return;
        }
        boolean same = how % 2 == 0;
        Change again = new Change.Accept(ids.next(), first.feedback(), same ? "hash" : "other", clock.instant());
        Written written = feedback.write(List.of(again)).get(0);
        node.written(written);
        if (same) {
            promise(
                    written instanceof Written.Repeated repeated
                            && repeated.record().feedback().id().equals(first.id()),
                    "the same request under the same key is the same feedback");
        } else {
            promise(written instanceof Written.KeyConflict, "another request under the same key is refused");
        }
    }

    private void withdraw(ModelNode node, int which) {
        if (accepted.isEmpty()) {
            return;
        }
        // Mostly what was said last.
        int back = which % 4 == 0 ? which : which % 4;
        FeedbackId id = accepted.get(Math.floorMod(accepted.size() - back, accepted.size()))
                .id();
        Written written = feedback.write(List.of(new Change.Withdraw(ASSISTANT, id, clock.instant())))
                .get(0);
        node.written(written);
        if (written instanceof Written.Withdrawn withdrawn) {
            model.withdrawn(id, withdrawn.stillUpstream());
        } else {
            promise(!model.isKept(id), "what is kept can be taken back");
        }
    }

    private void send(ModelNode node, int which, int how) {
        Answer[] answers = Answer.values();
        // Every other one goes well, else a destination is in trouble all the time.
        destination.next = how / 2 % 2 == 0 ? Answer.TAKES : answers[how / 4 % answers.length];
        node.send(which);
    }

    private void lookUp(ModelNode node, int which, int how) {
        destination.listFails = how / 2 % 5 == 0;
        destination.pageSize = which % 3 == 0 ? 2 : 1_000;
        node.lookUp(which);
    }

    private void setClock(int which) {
        model.clockWasSet(records().stream()
                .filter(record -> record.deliveries().get(0).upstreamId() != null)
                .map(record -> record.feedback().id())
                .toList());
        clock.jump(JUMPS.get(which % JUMPS.size()));
    }

    private void crash(int which, int how) {
        int node = which % nodes.size();
        Answer answer = how / 4 % 2 == 0 ? Answer.TAKES_AND_BREAKS_OFF : Answer.BREAKS_OFF;
        nodes.get(node).crash(destination, answer, how);
        nodes.set(node, start());
    }

    private void stop(int which) {
        int node = which % nodes.size();
        nodes.get(node).stop();
        nodes.set(node, start());
    }

    private void reopen(int which) {
        List<FeedbackId> rejected = records().stream()
                .filter(record -> record.deliveries().get(0).state() == DeliveryState.REJECTED)
                .map(record -> record.feedback().id())
                .toList();
        if (!rejected.isEmpty()) {
            deliveries.reopen(ModelDestination.NAME, List.of(rejected.get(which % rejected.size())), clock.instant());
        }
    }

    private void purge() {
        List<FeedbackRecord> before = records();
        Instant end = clock.instant().minus(RETENTION);
        feedback.purge(end, 1_000);
        List<FeedbackId> left =
                records().stream().map(record -> record.feedback().id()).toList();
        for (FeedbackRecord record : before) {
            if (!left.contains(record.feedback().id())) {
                promise(
                        record.feedback().createdAt().isBefore(end)
                                && !record.deliveries().get(0).state().isWaiting(),
                        "nothing is deleted that is young, or waits");
                model.purged(record.feedback().id());
            }
        }
    }

    /** Everything works from now on. @throws BrokenPromiseException when something does not come to rest as it should */
    void comeToRest() {
        destination.listFails = false;
        destination.pageSize = 1_000;
        for (int i = 0; i < 120 && isWaiting(); i++) {
            clock.advance(i < 30 ? Duration.ofSeconds(31) : i < 60 ? Duration.ofMinutes(5) : Duration.ofMinutes(61));
            for (ModelNode node : nodes) {
                work(node);
            }
            if (broken != null) {
                throw broken;
            }
        }
        promises.afterStep(records(), deliveries.ledger(ModelDestination.NAME));
        promises.atTheEnd(records());
    }

    private void work(ModelNode node) {
        node.round();
        destination.next = Answer.TAKES;
        boolean worked = true;
        while (worked) {
            worked = node.send(0) | node.lookUp(0);
            node.round();
        }
    }

    private boolean isWaiting() {
        return deliveries.ledger(ModelDestination.NAME).oldestWaiting() != null;
    }

    private List<FeedbackRecord> records() {
        return feedback.list(query().limit(1_000).build());
    }
}
