package io.feedback4j.delivery;

import static io.feedback4j.delivery.FakeDestination.not;
import static io.feedback4j.testing.Votes.vote;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.intake.Submission;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Target;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import io.feedback4j.store.Ledger;
import io.feedback4j.testing.LeapingClock;
import io.feedback4j.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes over one real PostgreSQL. How many targets there are is the system property {@code nodes.targets}. */
class TwoNodesTest {
    private static final int TARGETS = Integer.getInteger("nodes.targets", 500);
    private static final int VOTERS = 16;
    private static final Duration LEASE_OVER = Duration.ofSeconds(61);

    private final LeapingClock time = new LeapingClock();
    private final FakeDestination upstream = new FakeDestination(time.along(InstantSource.system()));
    private final List<Node> nodes = new ArrayList<>();
    private PostgresServer.Database database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = PostgresServer.shared().newDatabase();
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    private Node start() {
        return start(Duration.ZERO, upstream, options -> options);
    }

    /** @param wrong by how much this node's own clock is wrong */
    private Node start(Duration wrong, ListedDestination destination, UnaryOperator<DeliveryOptions.Builder> options) {
        InstantSource ownClock = () -> InstantSource.system().instant().plus(wrong);
        Node node = new Node(database, ownClock, time, destination, options);
        nodes.add(node);
        return node;
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static long count(Node node, DeliveryState state) {
        return node.store.deliveries().ledger("fake").states().getOrDefault(state, 0L);
    }

    private void untilDelivered(Node node, long count) {
        until(() -> {
            Ledger ledger = node.store.deliveries().ledger("fake");
            return ledger.states().getOrDefault(DeliveryState.DELIVERED, 0L) == count;
        });
    }

    @Test
    void eachTargetArrivesOnceWithItsLastWordThoughOneNodeDies() throws Exception {
        Node one = start();
        Node other = start();
        Map<Target, String> lastWords = voteOnBoth(one, other);
        AtomicInteger sent = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(TARGETS / 5);
        upstream.otherwise = (self, feedback) -> {
            busy.countDown();
            return sent.incrementAndGet() % 50 == 0
                    ? FakeDestination.storedBut(new Outcome.Unknown(null, null, "reset"))
                            .to(self, feedback)
                    : FakeDestination.stored().to(self, feedback);
        };

        time.leap(Node.WINDOW.plusSeconds(1));
        assertThat(busy.await(60, SECONDS)).isTrue();
        one.die();
        time.leap(LEASE_OVER);
        untilDelivered(other, TARGETS);

        assertThat(upstream.records)
                .extracting(item -> item.fingerprint().replaceAll(".*(<.*>).*", "$1"))
                .containsExactlyInAnyOrderElementsOf(lastWords.values());
        assertThat(other.store.deliveries().ledger("fake").isBalanced()).isTrue();
    }

    /** @return what was said last on each target */
    private static Map<Target, String> voteOnBoth(Node one, Node other) throws Exception {
        ExecutorService voters = Executors.newFixedThreadPool(VOTERS);
        try {
            List<Future<Map<Target, String>>> running = new ArrayList<>();
            for (int voter = 0; voter < VOTERS; voter++) {
                int first = voter;
                running.add(voters.submit(() -> {
                    Random random = new Random(first);
                    Map<Target, String> words = new HashMap<>();
                    for (int i = first; i < TARGETS; i += VOTERS) {
                        int changes = 1 + random.nextInt(3);
                        for (int change = 0; change < changes; change++) {
                            String word = "<" + i + "." + change + ">";
                            var vote = vote().session("session-" + i).text(word);
                            FeedbackId unused = (random.nextBoolean() ? one : other).vote(vote.build());
                            words.put(vote.target(), word);
                        }
                    }
                    return words;
                }));
            }
            Map<Target, String> words = new HashMap<>();
            for (Future<Map<Target, String>> voter : running) {
                words.putAll(voter.get(600, SECONDS));
            }
            return words;
        } finally {
            voters.shutdownNow();
        }
    }

    @Test
    void aChangeOfMindOnAnotherNodeReplacesWhatSettles() throws Exception {
        Node one = start();
        Node other = start();
        FeedbackId first = one.vote(vote().up().build());
        FeedbackId second = other.vote(vote().down().text("no").build());

        time.leap(Node.WINDOW.plusSeconds(1));
        untilDelivered(one, 1);

        assertThat(first).isNotEqualTo(second);
        assertThat(upstream.sent).extracting(Feedback::id).containsExactly(second);
        assertThat(count(one, DeliveryState.SUPERSEDED)).isEqualTo(1);
    }

    @Test
    void whatIsTakenBackOnAnotherNodeIsNotSent() throws Exception {
        Node one = start();
        Node other = start();
        FeedbackId id = one.vote(vote().session("taken back").build());
        FeedbackId stays = one.vote(vote().session("stays").build());

        Withdrawal withdrawal = other.withdraw(id);
        time.leap(Node.WINDOW.plusSeconds(1));
        untilDelivered(one, 1);

        assertThat(withdrawal).isInstanceOf(Withdrawal.Done.class);
        assertThat(upstream.sent).extracting(Feedback::id).containsExactly(stays);
        assertThat(count(one, DeliveryState.WITHDRAWN)).isEqualTo(1);
    }

    @Test
    void twentyPostsOfOneKeyOverTwoNodesAreOneVote() throws Exception {
        Node one = start();
        Node other = start();
        for (int round = 0; round < 10; round++) {
            String key = "key-" + round;
            List<CompletableFuture<Submission>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add((i % 2 == 0 ? one : other)
                        .submit(vote().session("keyed").key(key).build(), "hash"));
            }

            Set<FeedbackId> ids = new HashSet<>();
            int accepted = 0;
            for (CompletableFuture<Submission> answer : answers) {
                Submission submission = answer.get(30, SECONDS);
                accepted += submission instanceof Submission.Accepted ? 1 : 0;
                ids.add(submission.fold(
                        kept -> kept.record().feedback().id(),
                        known -> known.record().feedback().id(),
                        conflict -> Feedbacks.nextId(),
                        busy -> Feedbacks.nextId()));
            }
            assertThat(ids).hasSize(1);
            assertThat(accepted).isEqualTo(1);
        }
        assertThat(one.store.deliveries().ledger("fake").accepted()).isEqualTo(10);
    }

    @Test
    void aPauseThatOneNodeWasAskedForIsKeptByAll() throws Exception {
        FakeDestination throttling = new FakeDestination(InstantSource.system());
        throttling.otherwise = not(new Outcome.Throttled(Duration.ofMinutes(30)));
        Node one = start(Duration.ZERO, throttling, options -> options);
        FeedbackId unused = one.vote(vote().session("first").build());
        time.leap(Node.WINDOW.plusSeconds(1));
        until(() -> !throttling.sent.isEmpty());

        Node other = start();
        until(() -> other.delivery.statuses().get(0).state() == State.PAUSED);

        Instant until = time.along(InstantSource.system()).instant().plus(Duration.ofMinutes(25));
        assertThat(other.delivery.statuses().get(0).nextAt()).isAfter(until);
        throttling.otherwise = FakeDestination.stored();
        time.leap(Duration.ofMinutes(31));
        untilDelivered(other, 1);
    }

    @Test
    void aPauseIsLearnedByANodeThatRunsAlready() throws Exception {
        FakeDestination throttling = new FakeDestination(InstantSource.system());
        throttling.otherwise = not(new Outcome.Throttled(Duration.ofMinutes(30)));
        Node other = start();
        FeedbackId before = other.vote(vote().session("before").build());
        time.leap(Node.WINDOW.plusSeconds(1));
        untilDelivered(other, 1);
        Node one = start(Duration.ZERO, throttling, options -> options);
        until(() -> {
            // Whichever takes it: in the end it is the one that is asked for silence.
            voteAnew(one);
            time.leap(Node.WINDOW.plusSeconds(1));
            return !throttling.sent.isEmpty();
        });

        until(() -> other.delivery.statuses().get(0).state() == State.PAUSED);

        assertThat(upstream.sent).extracting(Feedback::id).contains(before);
    }

    private static void voteAnew(Node node) {
        try {
            FeedbackId unused =
                    node.vote(vote().session("s" + System.nanoTime()).build());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNodeThatCannotReachTheDestinationDoesNotStopTheOther() throws Exception {
        FakeDestination nowhere = new FakeDestination(InstantSource.system());
        nowhere.otherwise = not(new Outcome.Unreachable("no route"));
        Node cutOff = start(Duration.ZERO, nowhere, options -> options);
        until(() -> cutOff.delivery.lastRoundAt().isAfter(Instant.EPOCH));
        for (int i = 0; i < 20; i++) {
            FeedbackId unused = cutOff.vote(vote().session("session-" + i).build());
        }
        time.leap(Node.WINDOW.plusSeconds(1));
        until(() -> cutOff.delivery.statuses().get(0).state() == State.PAUSED);

        Node other = start();
        untilDelivered(other, 20);

        assertThat(other.delivery.statuses())
                .extracting(DestinationStatus::state)
                .containsExactly(State.OPEN);
        assertThat(upstream.sent)
                .extracting(Feedback::id)
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void nodesWithWrongClocksAgreeOnTheTimeAllTheSame() throws Exception {
        Node early = start(Duration.ofDays(-365), upstream, options -> options);
        Node late = start(Duration.ofHours(5), upstream, options -> options);
        for (int i = 0; i < 20; i++) {
            FeedbackId unused = (i % 2 == 0 ? early : late)
                    .vote(vote().session("session-" + i).build());
        }

        assertThat(upstream.sent).isEmpty();
        assertThat(count(early, DeliveryState.SETTLING)).isEqualTo(20);
        time.leap(Node.WINDOW.plusSeconds(1));
        untilDelivered(early, 20);

        assertThat(upstream.sent).hasSize(20);
        assertThat(Duration.between(
                        early.store.clock().instant(), late.store.clock().instant()))
                .isBetween(Duration.ofSeconds(-5), Duration.ofSeconds(5));
    }
}
