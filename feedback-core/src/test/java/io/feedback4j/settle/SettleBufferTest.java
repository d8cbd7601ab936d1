package io.feedback4j.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.delivery.Feedbacks;
import io.feedback4j.delivery.MutableClock;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SettleBufferTest {
    private static final String DESTINATION = "twilio";
    private static final Duration WINDOW = Duration.ofSeconds(30);
    /** The cache tells time in steps of about a second. */
    private static final Duration STEP = Duration.ofSeconds(2);

    private final MutableClock clock = new MutableClock();
    private final SettleBuffer buffer = new SettleBuffer(1 << 20, clock, clock::nanos, List.of(DESTINATION));

    @Test
    void handsOutWhatIsDueAndNothingBefore() {
        Feedback feedback = Feedbacks.feedback();
        assertThat(buffer.kept(feedback, inAWindow())).isFalse();

        clock.advance(WINDOW.minusMillis(1));
        assertThat(buffer.takeDue(DESTINATION, 10)).isEmpty();

        clock.advance(STEP);
        assertThat(buffer.takeDue(DESTINATION, 10)).containsExactly(feedback);
        assertThat(buffer.takeDue(DESTINATION, 10)).isEmpty();
        assertThat(buffer.size()).isZero();
    }

    @Test
    void handsOutEverythingToEachDestination() {
        SettleBuffer both = new SettleBuffer(1 << 20, clock, clock::nanos, List.of(DESTINATION, "webhook"));
        Feedback settled = Feedbacks.feedback();
        Feedback atOnce = Feedbacks.feedback();
        both.kept(atOnce, clock.instant());
        both.kept(settled, inAWindow());
        clock.advance(WINDOW.plus(STEP));

        assertThat(both.takeDue(DESTINATION, 1)).containsExactly(atOnce);
        assertThat(both.takeDue("webhook", 10)).containsExactly(atOnce, settled);
        assertThat(both.takeDue("webhook", 10)).isEmpty();
        assertThat(both.takeDue(DESTINATION, 10)).containsExactly(settled);
    }

    @Test
    void forgetsNothingForOneBecauseAnotherTakesNothing() {
        SettleBuffer both = new SettleBuffer(1 << 20, clock, clock::nanos, List.of(DESTINATION, "webhook"));
        for (int i = 0; i < 2 * DueQueue.MAX; i++) {
            both.kept(Feedbacks.feedback(), clock.instant());
            assertThat(both.takeDue(DESTINATION, 10)).hasSize(1);
        }

        assertThat(both.takeDue("webhook", Integer.MAX_VALUE)).hasSize(DueQueue.MAX);
        assertThat(both.forgotten()).isEqualTo(DueQueue.MAX);
    }

    @Test
    void holdsNothingWhereNobodyTakesIt() {
        SettleBuffer none = new SettleBuffer(1 << 20, clock, clock::nanos, List.of());

        assertThat(none.kept(Feedbacks.feedback(), inAWindow())).isFalse();

        assertThat(none.size()).isZero();
    }

    @Test
    void keepsOnlyTheLastWordOnATargetAndItsOwnDeadline() {
        Feedback up = Feedbacks.feedback("one");
        Feedback down = Feedbacks.feedback("one");
        buffer.kept(up, inAWindow());
        clock.advance(WINDOW.dividedBy(2));
        buffer.kept(down, inAWindow());

        clock.advance(WINDOW.dividedBy(2).plus(STEP));
        assertThat(buffer.takeDue(DESTINATION, 10)).isEmpty();

        clock.advance(WINDOW.dividedBy(2));
        assertThat(buffer.takeDue(DESTINATION, 10)).containsExactly(down);
    }

    @Test
    void forgetsWhatIsTakenBack() {
        Feedback feedback = Feedbacks.feedback();
        buffer.kept(feedback, inAWindow());
        buffer.withdrawn(feedback.target(), feedback.id());

        clock.advance(WINDOW.plus(STEP));

        assertThat(buffer.takeDue(DESTINATION, 10)).isEmpty();
    }

    @Test
    void doesNotForgetWhatCameAfterTheOneTakenBack() {
        Feedback first = Feedbacks.feedback("one");
        Feedback second = Feedbacks.feedback("one");
        buffer.kept(first, inAWindow());
        buffer.kept(second, inAWindow());
        buffer.withdrawn(first.target(), first.id());

        clock.advance(WINDOW.plus(STEP));

        assertThat(buffer.takeDue(DESTINATION, 10)).containsExactly(second);
    }

    @Test
    void handsOutAtOnceWhatHasNoWindow() {
        Feedback earlier = Feedbacks.feedback("one");
        Feedback feedback = Feedbacks.feedback("one");
        buffer.kept(earlier, inAWindow());

        assertThat(buffer.kept(feedback, clock.instant())).isTrue();

        assertThat(buffer.takeDue(DESTINATION, 10)).containsExactly(feedback);
        assertThat(buffer.size()).isZero();
    }

    @Test
    void handsOutAtMostAsManyAsAskedFor() {
        for (int i = 0; i < 5; i++) {
            buffer.kept(Feedbacks.feedback(), clock.instant());
        }

        assertThat(buffer.takeDue(DESTINATION, 3)).hasSize(3);
        assertThat(buffer.takeDue(DESTINATION, 3)).hasSize(2);
    }

    @Test
    void holdsNothingWithoutAnyWeight() {
        SettleBuffer none = new SettleBuffer(0, clock, clock::nanos, List.of(DESTINATION));

        assertThat(none.kept(Feedbacks.feedback(), inAWindow())).isFalse();
        assertThat(none.kept(Feedbacks.feedback(), clock.instant())).isFalse();
        clock.advance(WINDOW.plus(STEP));

        assertThat(none.takeDue(DESTINATION, 10)).isEmpty();
        assertThat(none.size()).isZero();
    }

    @Test
    void staysWithinItsWeightAndCountsWhatItForgot() {
        SettleBuffer small = new SettleBuffer(100_000, clock, clock::nanos, List.of(DESTINATION));
        for (int i = 0; i < 1_000; i++) {
            small.kept(Feedbacks.feedback(), inAWindow());
        }

        clock.advance(WINDOW.plus(STEP));
        int handedOut = small.takeDue(DESTINATION, 1_000).size();

        assertThat(handedOut).isBetween(50, 300);
        assertThat(small.forgotten()).isEqualTo(1_000 - handedOut);
    }

    @Test
    void forgetsWhatIsDueBeyondAFixedNumberWhenNobodyTakesIt() {
        for (int i = 0; i < DueQueue.MAX + 7; i++) {
            buffer.kept(Feedbacks.feedback(), clock.instant());
        }

        assertThat(buffer.takeDue(DESTINATION, Integer.MAX_VALUE)).hasSize(DueQueue.MAX);
        assertThat(buffer.forgotten()).isEqualTo(7);
    }

    @Test
    void keepsNoMoreBytesOfWhatIsDueThanItMayWhenNobodyTakesIt() {
        String longest = "\u4E2D".repeat(Opinion.MAX_TEXT_CODE_POINTS);
        SettleBuffer large = new SettleBuffer(1 << 30, clock, clock::nanos, List.of(DESTINATION));
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < DueQueue.MAX; i++) {
                large.kept(Feedbacks.feedback("a", "s" + i, "", null, longest), clock.instant());
            }
            assertThat(large.takeDue(DESTINATION, Integer.MAX_VALUE))
                    .hasSizeBetween(400, (int) (DueQueue.MAX_WEIGHT / (2 * longest.length())));
        }
    }

    @Test
    void takesLessThanEightHundredBytesForAnEntryAndWeighsItHonestly() {
        int count = 100_000;
        SettleBuffer large = new SettleBuffer(1 << 30, clock, clock::nanos, List.of(DESTINATION));
        long before = usedHeap();
        long weight = Settling.of(realistic(0), WINDOW).weight(realistic(0).target());
        for (int i = 0; i < count; i++) {
            large.kept(realistic(i), inAWindow());
        }
        long bytes = (usedHeap() - before) / count;

        assertThat(large.size()).isEqualTo(count);
        assertThat(bytes).isLessThanOrEqualTo(800);
        assertThat(weight).isBetween(bytes, bytes * 3 / 2);
    }

    @Test
    void givesBackExactlyWhatWasPutIn() {
        Target target = new Target("a", "s/1:2", "IM1", "voter");
        Feedback all = new Feedback(
                Feedbacks.nextId(),
                target,
                3,
                new Opinion(0.25, "ümlaut\n\uD83D\uDE00", List.of("wrong", "tone")),
                Status.CURRENT,
                Instant.ofEpochMilli(1),
                Instant.ofEpochMilli(2));
        Feedback reasonsOnly = Feedbacks.of(target, new Opinion(null, "", List.of("wrong")));

        assertThat(Settling.of(all, WINDOW).feedback(target)).isEqualTo(all);
        assertThat(Settling.of(reasonsOnly, WINDOW).feedback(target)).isEqualTo(reasonsOnly);
    }

    private Feedback realistic(int i) {
        Target target = new Target(
                "aia_asst_019321b2-d23f-7b89-9af1-38e569eec609",
                "session-" + new UUID(1, i),
                "aia_msg_" + new UUID(2, i),
                "");
        String text = "x".repeat(170) + String.format("%010d", i);
        Feedback sample = Feedbacks.of(target, new Opinion(i % 2 + 0.0, text, List.of()));
        Instant created = Instant.ofEpochMilli(1_700_000_000_000L + i);
        return new Feedback(
                new FeedbackId(FeedbackId.PREFIX + new UUID(0x7000L, i)),
                target,
                1,
                sample.opinion(),
                sample.status(),
                created,
                created);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private Instant inAWindow() {
        return clock.instant().plus(WINDOW);
    }
}
