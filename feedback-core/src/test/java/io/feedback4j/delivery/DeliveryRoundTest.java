package io.feedback4j.delivery;

import static io.feedback4j.delivery.FakeDestination.not;
import static io.feedback4j.delivery.FakeDestination.stored;
import static io.feedback4j.delivery.FakeDestination.storedBut;
import static io.feedback4j.delivery.Feedbacks.ASSISTANT;
import static io.feedback4j.delivery.Feedbacks.feedback;
import static io.feedback4j.model.DeliveryState.DELIVERED;
import static io.feedback4j.model.DeliveryState.READY;
import static io.feedback4j.model.DeliveryState.REJECTED;
import static io.feedback4j.model.DeliveryState.SENDING;
import static io.feedback4j.model.DeliveryState.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.Feedback;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryRoundTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Outcome LOST = new Outcome.Unknown(null, null, "reset");
    private static final Outcome TROUBLE = new Outcome.Unknown(500, null, "Twilio failed: 500");
    private static final Outcome NOBODY = new Outcome.Unreachable("no connection");

    private final MutableClock clock = new MutableClock();
    private final FakeDeliveryStore store = new FakeDeliveryStore();
    private final FakeDestination destination = new FakeDestination(clock);
    private final Queue<Feedback> memory = new ArrayDeque<>();
    private final Queue<Runnable> handedOver = new ArrayDeque<>();
    private boolean hold;
    private DeliveryRound round = round(options().build());

    private static DeliveryOptions.Builder options() {
        return DeliveryOptions.builder(List.of(ASSISTANT, "other"))
                .owner("me")
                .concurrency(4)
                .sweepDelay(Duration.ZERO);
    }

    private DeliveryRound round(DeliveryOptions options) {
        DeliveryPorts ports = new DeliveryPorts(store, this::take, () -> new byte[32], clock, clock::nanos);
        return new DeliveryRound(
                destination, ports, options, new Crew(this::execute, Runnable::run, () -> 1.0, () -> {}));
    }

    private List<Feedback> take(int limit) {
        List<Feedback> taken = new ArrayList<>();
        while (taken.size() < limit && !memory.isEmpty()) {
            taken.add(memory.remove());
        }
        return taken;
    }

    private void execute(Runnable work) {
        if (hold) {
            handedOver.add(work);
        } else {
            work.run();
        }
    }

    /** Runs rounds until nothing is left to do at this moment. */
    private void rounds() {
        for (int i = 0; i < 50; i++) {
            round.get();
        }
    }

    /** Lets time pass second by second, with a round in each. */
    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            clock.advance(SECOND);
            round.get();
            round.get();
        }
    }

    @BeforeEach
    void openTheStore() {
        round.get();
    }

    @Test
    void deliversWhatMemorySaysIsDueAndWritesItDown() {
        Feedback feedback = store.ready(feedback());
        memory.add(feedback);

        rounds();

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(store.row(feedback).upstreamId).isEqualTo("up-0");
        assertThat(destination.sent).containsExactly(feedback);
    }

    @Test
    void leavesOutWhatCannotBeSentAndSendsTheOthers() {
        List<Feedback> bad = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            bad.add(store.ready(feedback(ASSISTANT, "bad" + i, "", null, FakeDestination.POISON)));
        }
        memory.addAll(bad);
        Feedback swept = store.ready(feedback());
        Feedback held = store.ready(feedback());
        memory.add(held);

        pass(Duration.ofSeconds(30));

        assertThat(store.state(held)).isEqualTo(DELIVERED);
        assertThat(store.state(swept)).isEqualTo(DELIVERED);
        assertThat(bad).allMatch(one -> store.state(one) == READY);
        assertThat(round.setAside()).isEqualTo(50);
        assertThat(round.pulse().failure()).isNull();
    }

    @Test
    void probesWithAnotherThanWhatCannotBeSent() {
        store.ready(feedback(ASSISTANT, "bad", "", null, FakeDestination.POISON));
        Feedback first = store.ready(feedback());
        destination.answers.add(not(NOBODY));
        clock.advance(SECOND);
        rounds();

        pass(Duration.ofSeconds(30));

        assertThat(store.state(first)).isEqualTo(DELIVERED);
    }

    @Test
    void claimsWhatCameDueSinceTheRoundBegan() {
        Feedback feedback = store.ready(feedback());
        DeliveryPorts ports = new DeliveryPorts(
                store,
                limit -> {
                    List<Feedback> taken = take(limit);
                    if (!taken.isEmpty()) {
                        clock.advance(SECOND);
                        store.row(feedback).nextAt = clock.instant();
                    }
                    return taken;
                },
                () -> new byte[32],
                clock,
                clock::nanos);
        DeliveryRound fresh = new DeliveryRound(
                destination,
                ports,
                options().sweepDelay(Duration.ofHours(1)).build(),
                new Crew(this::execute, Runnable::run, () -> 1.0, () -> {}));
        memory.add(feedback);

        fresh.get();
        fresh.get();

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void saysThatRoundsFail() {
        DeliveryPorts ports = new DeliveryPorts(
                store,
                limit -> {
                    throw new IllegalStateException("a text of a voter");
                },
                () -> new byte[32],
                clock,
                clock::nanos);
        DeliveryRound failing = new DeliveryRound(
                destination, ports, options().build(), new Crew(this::execute, Runnable::run, () -> 1.0, () -> {}));
        assertThat(failing.pulse().problem()).isNull();

        assertThatThrownBy(failing::get).isInstanceOf(IllegalStateException.class);

        assertThat(failing.pulse().problem()).contains("IllegalStateException").doesNotContain("voter");
        assertThat(failing.pulse().failure()).isEqualTo(IllegalStateException.class.getName());
        assertThat(failing.pulse().lastAt()).isEqualTo(clock.instant());
    }

    @Test
    void saysThatARoundDoesNotEnd() {
        clock.advance(Duration.ofMinutes(3));
        assertThat(round.pulse().problem()).contains("does not come to its end");

        round.get();
        assertThat(round.pulse().problem()).isNull();
    }

    @Test
    void doesNotWaitForEverForARunningRoundWhenItFinishes() {
        Feedback feedback = store.ready(feedback());
        memory.add(feedback);
        AtomicBoolean ended = new AtomicBoolean();
        destination.otherwise = (self, sent) -> {
            Thread other = new Thread(() -> round.finish(Duration.ofMillis(1)));
            other.start();
            try {
                other.join(Duration.ofSeconds(30).toMillis());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            ended.set(!other.isAlive());
            return stored().to(self, sent);
        };

        round.get();

        assertThat(ended).isTrue();
    }

    @Test
    void goesOnSoonAfterTheClockWasSetBack() {
        Feedback feedback = store.ready(feedback());
        store.row(feedback).nextAt = clock.instant().plusSeconds(60);
        clock.jump(Duration.ofDays(-365));

        pass(Duration.ofHours(1).plusMinutes(6));

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void countsWhatCannotBeFoundOutAbout() {
        round = round(options().uncertainty(UncertaintyPolicy.PARK).build());
        store.ready(feedback());
        destination.answers.add(storedBut(LOST));
        clock.advance(SECOND);

        pass(Duration.ofMinutes(5));

        assertThat(store.count(UNCERTAIN)).isEqualTo(1);
        assertThat(round.unresolved().byAssistant()).isEqualTo(Map.of(ASSISTANT, 1L));
    }

    @Test
    void sweepsWhatNoMemoryHolds() {
        Feedback feedback = store.ready(feedback());
        clock.advance(SECOND);

        rounds();

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void commitsTheClaimBeforeTheRequestIsSent() {
        Feedback feedback = store.ready(feedback());
        memory.add(feedback);
        destination.otherwise = (self, sent) -> {
            assertThat(store.state(sent)).isEqualTo(SENDING);
            assertThat(store.row(sent).fingerprint).hasSize(43).doesNotContain("fine");
            return stored().to(self, sent);
        };

        rounds();

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void comesPastWhatIsOutdatedInMemoryAtOnce() {
        for (int i = 0; i < 500; i++) {
            Feedback outdated = store.ready(feedback());
            store.row(outdated).state = DeliveryState.SUPERSEDED;
            memory.add(outdated);
        }
        Feedback current = store.ready(feedback());
        memory.add(current);

        round.get();
        round.get();

        assertThat(store.state(current)).isEqualTo(DELIVERED);
    }

    @Test
    void leavesAloneWhatMemoryHoldsAndTheStoreNoLongerHas() {
        memory.add(feedback());

        rounds();

        assertThat(destination.sent).isEmpty();
    }

    @Test
    void pausesShortlyWhenNothingIsDue() {
        assertThat(round.get()).isEqualTo(SECOND);
    }

    @Test
    void sendsNoMoreAtOnceThanItMay() {
        hold = true;
        for (int i = 0; i < 20; i++) {
            store.ready(feedback());
        }
        clock.advance(SECOND);
        rounds();

        assertThat(handedOver).hasSize(4);
        assertThat(store.count(SENDING)).isEqualTo(8);
    }

    @Test
    void deliversAWholeBacklog() {
        for (int i = 0; i < 100; i++) {
            store.ready(feedback());
        }

        pass(SECOND.multipliedBy(2));
        rounds();

        assertThat(store.count(DELIVERED)).isEqualTo(100);
        assertThat(destination.sent).doesNotHaveDuplicates();
    }

    @Test
    void rejectsWhatIsRefusedAndGoesOnWithTheOthers() {
        Feedback bad = store.ready(feedback());
        Feedback good = store.ready(feedback());
        destination.answers.add(not(new Outcome.Refused(400, "Twilio refused it: 400")));

        clock.advance(SECOND);
        rounds();

        assertThat(store.state(bad)).isEqualTo(REJECTED);
        assertThat(store.row(bad).problem).isEqualTo("Twilio refused it: 400");
        assertThat(store.state(good)).isEqualTo(DELIVERED);
    }

    @Test
    void waitsAsLongAsItIsAskedToAndDoesNotCountThatAsAnAttempt() {
        Feedback feedback = store.ready(feedback());
        Feedback others = store.ready(feedback("other", "s", "", 1.0, ""));
        destination.otherwise = not(new Outcome.Throttled(Duration.ofSeconds(7)));
        clock.advance(SECOND);
        rounds();
        assertThat(store.row(feedback).attempts).isZero();
        assertThat(store.state(feedback)).isEqualTo(READY);
        int sentBefore = destination.sent.size();
        destination.otherwise = stored();

        pass(Duration.ofSeconds(6));
        assertThat(destination.sent).hasSize(sentBefore);

        pass(Duration.ofSeconds(2));
        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(store.state(others)).isEqualTo(DELIVERED);
        assertThat(state()).isEqualTo(State.OPEN);
    }

    @Test
    void triesOneAtATimeAndMoreAndMoreSeldomWhileNobodyAnswers() {
        for (int i = 0; i < 20; i++) {
            store.ready(feedback());
        }
        destination.otherwise = not(NOBODY);
        pass(Duration.ofSeconds(10));
        int before = destination.sent.size();

        pass(Duration.ofSeconds(100));

        assertThat(destination.sent.size() - before).isBetween(1, 10);
        assertThat(state()).isEqualTo(State.PAUSED);
        assertThat(store.count(READY)).isEqualTo(20);

        destination.otherwise = stored();
        pass(Duration.ofMinutes(16));
        assertThat(store.count(DELIVERED)).isEqualTo(20);
    }

    @Test
    void keepsEverythingWhileTheCredentialsAreWrongAndProbesSlowly() {
        for (int i = 0; i < 20; i++) {
            store.ready(feedback());
        }
        destination.otherwise = not(new Outcome.Misconfigured(401, "401"));
        clock.advance(SECOND);
        rounds();
        int first = destination.sent.size();
        assertThat(first).isLessThanOrEqualTo(8);

        pass(Duration.ofSeconds(29));
        assertThat(destination.sent).hasSize(first);
        pass(Duration.ofSeconds(2));
        assertThat(destination.sent).hasSize(first + 1);
        assertThat(state()).isEqualTo(State.MISCONFIGURED);
        assertThat(store.count(READY)).isEqualTo(20);

        destination.otherwise = stored();
        pass(Duration.ofMinutes(2));
        assertThat(store.count(DELIVERED)).isEqualTo(20);
    }

    @Test
    void sendsAgainWhatWasRefusedLikeEverythingElse() {
        for (int i = 0; i < 20; i++) {
            store.ready(feedback());
        }
        destination.otherwise = not(new Outcome.Refused(400, "Twilio refused it: 400, code 20001"));
        clock.advance(SECOND);
        rounds();
        assertThat(state()).isEqualTo(State.MISCONFIGURED);
        assertThat(store.count(READY)).isEqualTo(20);

        destination.otherwise = stored();
        pass(Duration.ofMinutes(2));
        assertThat(store.count(DELIVERED)).isEqualTo(20);
    }

    @Test
    void looksUpBeforeItSendsAgainAndFindsWhatArrived() {
        Feedback feedback = store.ready(feedback());
        destination.answers.add(storedBut(LOST));
        pass(Duration.ofSeconds(3));
        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);

        pass(GRACE.plus(Duration.ofSeconds(10)));

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(store.row(feedback).upstreamId).isEqualTo("up-0");
        assertThat(destination.sent).hasSize(1);
    }

    @Test
    void sendsAgainWhatWasAbsentTwice() {
        Feedback feedback = store.ready(feedback());
        destination.answers.add(not(LOST));
        pass(GRACE.multipliedBy(2));
        assertThat(destination.sent).hasSize(1);
        assertThat(destination.pagesAsked).hasSize(1);

        pass(Duration.ofMinutes(2));

        assertThat(destination.pagesAsked).hasSize(3);
        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(destination.sent).hasSize(2);
        assertThat(destination.records).hasSize(1);
    }

    @Test
    void leavesUncertainWhatCannotBeLookedUpAndLooksMoreAndMoreSeldom() {
        Feedback feedback = store.ready(feedback());
        destination.answers.add(not(LOST));
        destination.listFails = new ListingException("status 500", TROUBLE);

        pass(Duration.ofMinutes(20));

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(store.row(feedback).problem).contains("could not be read: status 500");
        assertThat(destination.pagesAsked).hasSizeBetween(3, 6);
        assertThat(destination.sent).hasSize(1);
        assertThat(round.lookUps().problems()).containsKey(ASSISTANT);
    }

    @Test
    void sendsAgainWithoutLookingWhereItIsToldTo() {
        round = round(options().uncertainty(UncertaintyPolicy.RESEND).build());
        Feedback feedback = store.ready(feedback());
        destination.answers.add(storedBut(LOST));

        pass(Duration.ofSeconds(5));

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
        assertThat(destination.sent).hasSize(2);
        assertThat(destination.pagesAsked).isEmpty();
    }

    @Test
    void leavesItAloneWhereItIsToldTo() {
        round = round(options().uncertainty(UncertaintyPolicy.PARK).build());
        Feedback feedback = store.ready(feedback());
        destination.answers.add(storedBut(LOST));

        pass(Duration.ofMinutes(10));

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        assertThat(destination.sent).hasSize(1);
        assertThat(destination.pagesAsked).isEmpty();
    }

    @Test
    void makesUncertainAtTheStartWhatAnotherOwnerWasSending() {
        Feedback feedback = store.ready(feedback());
        store.row(feedback).state = SENDING;
        store.row(feedback).owner = "who was killed";
        store.row(feedback).firstAttemptAt = clock.instant();
        store.row(feedback).lastAttemptAt = clock.instant();

        round = round(options().build());
        round.get();

        assertThat(store.state(feedback)).isEqualTo(UNCERTAIN);
        pass(Duration.ofMinutes(3));
        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void goesOnWhereItWasAfterARestart() {
        store.ready(feedback());
        destination.otherwise = not(new Outcome.Throttled(Duration.ofSeconds(60)));
        pass(Duration.ofSeconds(5));
        destination.sent.clear();

        round = round(options().build());
        pass(Duration.ofSeconds(30));

        assertThat(state()).isEqualTo(State.PAUSED);
        assertThat(destination.sent).isEmpty();
    }

    @Test
    void keepsWhatWasAnsweredUntilTheStoreIsBackAndClaimsNothingMeanwhile() {
        Feedback first = store.ready(feedback());
        hold = true;
        clock.advance(SECOND);
        round.get();
        Feedback second = store.ready(feedback());
        memory.add(second);
        store.down = true;
        handedOver.remove().run();

        assertThat(round.get()).isEqualTo(SECOND);
        assertThat(store.state(first)).isEqualTo(SENDING);

        store.down = false;
        hold = false;
        pass(Duration.ofSeconds(3));
        assertThat(store.state(first)).isEqualTo(DELIVERED);
        assertThat(store.state(second)).isEqualTo(DELIVERED);
        assertThat(destination.sent).containsExactly(first, second);
    }

    @Test
    void givesBackWhatASenderFoundTooOldToBegin() {
        Feedback feedback = store.ready(feedback());
        hold = true;
        clock.advance(SECOND);
        round.get();
        clock.advance(Duration.ofSeconds(41));

        handedOver.remove().run();
        assertThat(destination.sent).isEmpty();
        round.get();

        assertThat(store.state(feedback)).isIn(READY, SENDING);
        assertThat(store.row(feedback).attempts).isLessThanOrEqualTo(1);
    }

    @Test
    void givesBackWhatWasNotBegunWhenTheProcessStoodStill() {
        hold = true;
        for (int i = 0; i < 8; i++) {
            store.ready(feedback());
        }
        clock.advance(SECOND);
        round.get();
        assertThat(store.count(SENDING)).isEqualTo(8);

        clock.advance(Duration.ofSeconds(7));
        round.get();

        assertThat(store.rows.values()).extracting(row -> row.fence).containsExactly(1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L);
        assertThat(store.rows.values()).allMatch(row -> row.attempts == 1);
    }

    @Test
    void writesDownAtTheEndHowEverythingEnded() {
        hold = true;
        List<Feedback> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(store.ready(feedback()));
        }
        destination.answers.add(stored());
        destination.answers.add(not(new Outcome.Unreachable("no connection")));
        clock.advance(SECOND);
        round.get();
        handedOver.remove().run();

        round.stop();
        handedOver.remove().run();
        round.finish(GRACE);

        assertThat(store.state(all.get(0))).isEqualTo(DELIVERED);
        assertThat(store.state(all.get(1))).isEqualTo(READY);
        assertThat(store.row(all.get(1)).attempts).isZero();
        assertThat(store.state(all.get(2))).isEqualTo(UNCERTAIN);
        assertThat(store.state(all.get(3))).isEqualTo(UNCERTAIN);
        assertThat(store.state(all.get(4))).isEqualTo(READY);
        assertThat(store.state(all.get(5))).isEqualTo(READY);
        assertThat(store.row(all.get(5)).attempts).isZero();
        assertThat(destination.sent).containsExactly(all.get(0), all.get(4));
    }

    @Test
    void aSenderThatDeliveredGoesOnByItselfAndOneThatDidNotWaitsForARound() {
        hold = true;
        List<Feedback> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(store.ready(feedback()));
        }
        destination.answers.add(stored());
        destination.answers.add(not(new Outcome.Unreachable("no connection")));
        clock.advance(SECOND);
        round.get();
        assertThat(handedOver).hasSize(4);

        handedOver.remove().run();
        assertThat(destination.sent).containsExactly(all.get(0), all.get(4));
        handedOver.remove().run();
        assertThat(destination.sent).containsExactly(all.get(0), all.get(4), all.get(1));

        round.get();
        assertThat(store.state(all.get(5))).isEqualTo(READY);
    }

    @Test
    void survivesADestinationThatThrows() {
        Feedback feedback = store.ready(feedback());
        destination.answers.add((self, sent) -> {
            throw new IllegalStateException("a bug");
        });

        pass(Duration.ofMinutes(5));

        assertThat(store.state(feedback)).isEqualTo(DELIVERED);
    }

    @Test
    void savesHowTheDestinationIsOnlyWhenThatChanges() {
        int before = store.saves.size();
        for (int i = 0; i < 10; i++) {
            store.ready(feedback());
        }

        pass(Duration.ofSeconds(10));

        assertThat(store.saves).hasSize(before);
    }

    private State state() {
        return round.healths().statuses().stream()
                .filter(status -> status.assistantId().equals(ASSISTANT))
                .map(DestinationStatus::state)
                .findFirst()
                .orElseThrow();
    }
}
