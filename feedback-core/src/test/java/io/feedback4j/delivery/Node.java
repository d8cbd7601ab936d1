package io.feedback4j.delivery;

import static io.feedback4j.delivery.Feedbacks.ASSISTANT;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.feedback4j.intake.Intake;
import io.feedback4j.intake.Submission;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.settle.SettleBuffer;
import io.feedback4j.store.DeliveryStore;
import io.feedback4j.store.Store;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.PostgresAddress;
import io.feedback4j.store.jdbc.PostgresStore;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.LeapingClock;
import io.feedback4j.testing.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One node of several over one PostgreSQL: intake, settle buffer, delivery. It can die: then whichever of its threads
 * touches the store or the destination stands still there for ever, before or after the deed.
 */
final class Node implements AutoCloseable {
    static final Duration WINDOW = Duration.ofSeconds(30);

    final Store store;
    final DeliveryService delivery;
    private final Intake intake;
    private final SettleBuffer buffer;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger deeds = new AtomicInteger();
    private volatile boolean dead;

    Node(
            PostgresServer.Database database,
            InstantSource ownClock,
            LeapingClock time,
            ListedDestination upstream,
            UnaryOperator<DeliveryOptions.Builder> options) {
        store = PostgresStore.open(
                new PostgresAddress(database.url(), database.user(), database.password()),
                ownClock,
                new SqliteStore.Options(List.of(upstream.name()), WINDOW, Duration.ofMinutes(5)));
        InstantSource clock = time.along(store.clock());
        buffer = new SettleBuffer(64 << 20, clock, () -> time.nanoTime().getAsLong(), List.of(upstream.name()));
        DeliveryPorts ports = new DeliveryPorts(
                mortal(DeliveryStore.class, store.deliveries()),
                limit -> buffer.takeDue(upstream.name(), limit),
                () -> store.feedback().secret(),
                clock,
                time.nanoTime(),
                store.leases());
        DeliveryOptions.Builder builder = DeliveryOptions.builder(List.of(ASSISTANT))
                .soleOwner(false)
                .grace(Duration.ofMillis(300))
                .lookUpInterval(Duration.ofSeconds(1))
                .sweepDelay(Duration.ofMillis(100));
        delivery = DeliveryService.start(
                mortal(ListedDestination.class, upstream),
                ports,
                options.apply(builder).build());
        intake = Intake.start(
                store.feedback(),
                new FeedbackIds(clock, new SecureRandom()),
                clock,
                this::written,
                Intake.Options.defaults());
    }

    private void written(Written written) {
        if (written instanceof Written.Kept kept) {
            buffer.kept(kept.record().feedback(), kept.settledAt());
        } else if (written instanceof Written.Withdrawn withdrawn) {
            buffer.withdrawn(withdrawn.feedback().target(), withdrawn.feedback().id());
        }
    }

    CompletableFuture<Submission> submit(NewFeedback feedback, @Nullable String payloadHash) {
        return intake.submit(feedback, payloadHash).toCompletableFuture();
    }

    /** Votes, and waits for the 202. @return the id */
    FeedbackId vote(NewFeedback feedback) throws Exception {
        Submission submission = submit(feedback, null).get(30, SECONDS);
        return ((Submission.Accepted) submission).record().feedback().id();
    }

    Withdrawal withdraw(FeedbackId id) throws Exception {
        return intake.withdraw(ASSISTANT, id).toCompletableFuture().get(30, SECONDS);
    }

    /** Nothing happens here any more. */
    void die() {
        dead = true;
    }

    private <T> T mortal(Class<T> port, T living) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            boolean thought = List.of("name", "fingerprint", "target", "close").contains(method.getName());
            if (dead && (thought || deeds.incrementAndGet() % 2 == 0)) {
                standStill();
            }
            try {
                Object result = method.invoke(living, args);
                if (dead) {
                    standStill();
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void standStill() throws InterruptedException {
        end.await();
        throw new IllegalStateException("this node is dead");
    }

    @Override
    public void close() {
        end.countDown();
        intake.close();
        try {
            delivery.close();
        } catch (IllegalStateException e) {
            if (!dead) {
                throw e;
            }
        }
        store.close();
    }
}
