package io.feedback4j.intake;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.store.Change;
import io.feedback4j.store.Written;
import io.feedback4j.store.jdbc.SqliteStore;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
    private final MutableClock clock = new MutableClock();
    private final FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());
    private final FakeFeedbackStore store = new FakeFeedbackStore();
    private final List<Written> heard = new CopyOnWriteArrayList<>();
    private final AtomicLong nanoTime = new AtomicLong();
    private Intake intake = start(Intake.Options.defaults());

    private Intake start(Intake.Options options) {
        return Intake.start(store, ids, clock, heard::add, options, nanoTime::get);
    }

    private void restart(int maxRows, long maxBytes, int maxBatch) {
        intake.close();
        intake = start(new Intake.Options(maxRows, maxBytes, maxBatch, Duration.ofSeconds(30)));
    }

    @AfterEach
    void close() {
        intake.close();
    }

    @Test
    void answersWhatIsDurableAndTellsTheListenerFirst() {
        NewFeedback feedback = vote().text("thanks").build();

        Submission.Accepted accepted = (Submission.Accepted) await(intake.submit(feedback, null));

        assertThat(accepted.record().feedback().opinion()).isEqualTo(feedback.opinion());
        assertThat(heard).hasSize(1);
    }

    @Test
    void turnsAwayOnlyTheVotesOfASessionThatSomebodyHolds() {
        store.held = "held";
        CountDownLatch gate = shut();
        List<CompletionStage<Submission>> stages = List.of(
                intake.submit(vote().session("held").build(), null),
                intake.submit(vote().session("held").message("other").build(), null),
                intake.submit(vote().session("free").build(), null));
        gate.countDown();

        assertThat(await(stages.get(0))).isInstanceOf(Submission.Busy.class);
        assertThat(await(stages.get(1))).isInstanceOf(Submission.Busy.class);
        assertThat(await(stages.get(2))).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void writesWithOneCommitWhatWaitedForTheLast() {
        CountDownLatch gate = shut();
        List<CompletionStage<Submission>> stages = new ArrayList<>();
        stages.add(intake.submit(vote().message("first").build(), null));
        awaitEntered();
        for (int i = 0; i < 300; i++) {
            stages.add(intake.submit(vote().message("m" + i).build(), null));
        }

        gate.countDown();

        assertThat(stages).allSatisfy(stage -> assertThat(await(stage)).isInstanceOf(Submission.Accepted.class));
        assertThat(store.batches).extracting(List::size).containsExactly(1, 256, 44);
        List<String> written = store.batches.stream()
                .flatMap(List::stream)
                .map(change -> ((Change.Accept) change).id().value())
                .toList();
        assertThat(written).isSorted();
    }

    @Test
    void turnsAwayAtOnceWhatIsTooMuch() {
        restart(3, 32L << 20, 256);
        CountDownLatch gate = shut();
        List<CompletionStage<Submission>> stages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stages.add(intake.submit(vote().message("m" + i).build(), null));
        }

        Submission.Busy busy = (Submission.Busy) await(intake.submit(vote().build(), null));

        assertThat(busy.retryAfter()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(intake.waiting()).isEqualTo(3);
        gate.countDown();
        assertThat(stages).allSatisfy(stage -> assertThat(await(stage)).isInstanceOf(Submission.Accepted.class));
        awaitNoneWaiting();
        assertThat(await(intake.submit(vote().build(), null))).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void turnsAwayWhatIsTooBigAltogether() {
        restart(100, 30_000, 256);
        CountDownLatch gate = shut();
        NewFeedback big = vote().text("x".repeat(4_000)).build();
        CompletionStage<Submission> first = intake.submit(big, null);
        CompletionStage<Submission> second = intake.submit(big, null);

        assertThat(await(intake.submit(big, null))).isInstanceOf(Submission.Busy.class);
        gate.countDown();
        assertThat(await(first)).isInstanceOf(Submission.Accepted.class);
        assertThat(await(second)).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void turnsAwayWhatWaitedTooLong() {
        CountDownLatch gate = shut();
        CompletionStage<Submission> first = intake.submit(vote().build(), null);
        awaitEntered();
        CompletionStage<Submission> second = intake.submit(vote().build(), null);
        nanoTime.addAndGet(SECONDS.toNanos(2) + 1);
        CompletionStage<Submission> third = intake.submit(vote().build(), null);

        gate.countDown();

        assertThat(await(first)).isInstanceOf(Submission.Accepted.class);
        assertThat(await(second)).isInstanceOf(Submission.Busy.class);
        assertThat(await(third)).isInstanceOf(Submission.Accepted.class);
        assertThat(store.batches).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void asksEverybodyToComeBackDuringAnOutageAndGoesOnAfterIt() {
        store.failure = FakeFeedbackStore.outage();

        Submission.Busy busy = (Submission.Busy) await(intake.submit(vote().build(), null));
        Withdrawal.Busy withdrawal = (Withdrawal.Busy) await(intake.withdraw(ASSISTANT, Votes.nextId()));

        assertThat(busy.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(busy.reason()).doesNotContain("disk");
        assertThat(withdrawal.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
        assertThat(heard).isEmpty();
        store.failure = null;
        assertThat(await(intake.submit(vote().build(), null))).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void takesBackEvenWhenNothingNewIsTaken() {
        CountDownLatch gate = shut();
        CompletionStage<Submission> first = intake.submit(vote().build(), null);
        awaitEntered();
        store.failure = FakeFeedbackStore.outage();
        store.refusesNewOnly = true;
        CompletionStage<Submission> vote = intake.submit(vote().build(), null);
        CompletionStage<Withdrawal> withdrawal = intake.withdraw(ASSISTANT, Votes.nextId());

        gate.countDown();

        assertThat(await(first)).isInstanceOf(Submission.Busy.class);
        assertThat(await(vote)).isInstanceOf(Submission.Busy.class);
        assertThat(await(withdrawal)).isInstanceOf(Withdrawal.Unknown.class);
    }

    @Test
    void doesNotLetOneBugHarmTheOthers() {
        store.poison = "poison";
        CountDownLatch gate = shut();
        CompletionStage<Submission> first = intake.submit(vote().build(), null);
        awaitEntered();
        CompletionStage<Submission> good = intake.submit(vote().message("a").build(), null);
        CompletionStage<Submission> bad = intake.submit(vote().message("poison").build(), null);
        CompletionStage<Submission> alsoGood = intake.submit(vote().message("b").build(), null);

        gate.countDown();

        assertThat(await(first)).isInstanceOf(Submission.Accepted.class);
        assertThat(await(good)).isInstanceOf(Submission.Accepted.class);
        assertThat(await(alsoGood)).isInstanceOf(Submission.Accepted.class);
        assertThatThrownBy(() -> await(bad)).hasMessageContaining("poison");
        awaitNoneWaiting();
    }

    @Test
    void answersEvenWhenTheListenerFails() {
        intake.close();
        intake = Intake.start(
                store,
                ids,
                clock,
                written -> {
                    throw new IllegalStateException("listener");
                },
                Intake.Options.defaults());

        assertThat(await(intake.submit(vote().build(), null))).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        restart(100, 32L << 20, 1);
        List<CompletionStage<Submission>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stages.add(intake.submit(vote().message("m" + i).build(), null));
        }

        intake.close();

        assertThat(stages).allSatisfy(stage -> assertThat(await(stage)).isInstanceOf(Submission.Accepted.class));
        assertThat(await(intake.submit(vote().build(), null))).isInstanceOf(Submission.Busy.class);
        assertThat(await(intake.withdraw(ASSISTANT, Votes.nextId()))).isInstanceOf(Withdrawal.Busy.class);
        assertThat(intake.waiting()).isZero();
    }

    @Test
    void answersEverybodyWhenTheStoreHangsAtTheEnd() {
        intake.close();
        intake = start(new Intake.Options(100, 32L << 20, 1, Duration.ofMillis(50)));
        CountDownLatch gate = shut();
        CompletionStage<Submission> underWay = intake.submit(vote().build(), null);
        CompletionStage<Submission> waiting = intake.submit(vote().build(), null);
        awaitEntered();

        intake.close();

        assertThat(await(underWay)).isInstanceOf(Submission.Busy.class);
        assertThat(await(waiting)).isInstanceOf(Submission.Busy.class);
        gate.countDown();
    }

    @Test
    void keepsManyVotesOnceInARealStore(@TempDir Path folder) {
        SqliteStore.Options options =
                new SqliteStore.Options(List.of("twilio"), Duration.ofSeconds(30), Duration.ofMinutes(5));
        try (SqliteStore real = SqliteStore.open(folder.resolve("feedback.db"), clock, options);
                Intake busy = Intake.start(real.feedback(), ids, clock, heard::add, Intake.Options.defaults())) {
            List<CompletionStage<Submission>> stages = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                stages.add(busy.submit(
                        vote().message("m" + i % 50).key("k" + i % 1_000).build(), "h"));
            }
            long accepted = stages.stream()
                    .filter(stage -> await(stage) instanceof Submission.Accepted)
                    .count();
            long repeated = stages.stream()
                    .filter(stage -> await(stage) instanceof Submission.Repeated)
                    .count();

            assertThat(accepted).isEqualTo(1_000);
            assertThat(repeated).isEqualTo(1_000);
            assertThat(real.feedback().current(ASSISTANT, "session", "", 1_000)).hasSize(50);
            Submission.Accepted last = (Submission.Accepted) await(stages.get(999));
            Withdrawal withdrawal =
                    await(busy.withdraw(ASSISTANT, last.record().feedback().id()));
            assertThat(withdrawal).isInstanceOf(Withdrawal.Done.class);
        }
    }

    /** Makes the store hold still at its next write. @return opens it again */
    private CountDownLatch shut() {
        CountDownLatch gate = new CountDownLatch(1);
        store.gate = gate;
        return gate;
    }

    private void awaitEntered() {
        try {
            assertThat(store.entered.await(60, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitNoneWaiting() {
        long end = System.nanoTime() + SECONDS.toNanos(60);
        while (intake.waiting() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(intake.waiting()).isZero();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, SECONDS).join();
    }
}
