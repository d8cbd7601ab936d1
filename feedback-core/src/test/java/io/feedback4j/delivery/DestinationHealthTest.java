package io.feedback4j.delivery;

import static io.feedback4j.store.DestinationStatus.State.GONE;
import static io.feedback4j.store.DestinationStatus.State.MISCONFIGURED;
import static io.feedback4j.store.DestinationStatus.State.OPEN;
import static io.feedback4j.store.DestinationStatus.State.PAUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DestinationHealthTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Outcome TAKEN = new Outcome.Delivered("up");
    private static final Outcome NOBODY = new Outcome.Unreachable("no connection");
    private static final Outcome TROUBLE = new Outcome.Unknown(500, null, "failed");
    private static final Outcome NO_ENTRY = new Outcome.Misconfigured(401, "no entry");
    private static final Outcome GONE_AWAY = new Outcome.Gone(404, "not there");
    private static final Outcome REFUSED = new Outcome.Refused(400, "refused: 400");

    private final DestinationHealth health = health(OPEN);
    private Instant now = START;

    private static DestinationHealth health(State state) {
        Backoff longest = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15), () -> 1.0);
        return new DestinationHealth(new DestinationStatus("fake", "a", state, START, null, 0, null), longest);
    }

    private boolean answer(Outcome outcome) {
        return health.answered(outcome, Feedbacks.nextId(), false, now);
    }

    /** Waits until a probe may be sent, and answers it. @return how long it took */
    private Duration probe(Outcome outcome) {
        Instant nextAt = health.status().nextAt();
        Instant at = nextAt == null ? now : nextAt;
        assertThat(health.mayProbe(at.minusMillis(1))).isFalse();
        assertThat(health.mayProbe(at)).isTrue();
        Duration waited = Duration.between(now, at);
        now = at;
        health.probing();
        assertThat(health.mayProbe(now)).isFalse();
        health.answered(outcome, Feedbacks.nextId(), true, now);
        return waited;
    }

    private void assertIs(State state, @Nullable String reason) {
        assertThat(health.status().state()).isEqualTo(state);
        assertThat(health.status().reason()).isEqualTo(reason);
    }

    @Test
    void opensOnAQuietHostWhenItsListCanBeReadAgain() {
        answer(NOBODY);
        health.nothingToProbeWith(now);
        assertIs(PAUSED, "no connection");

        health.listRead();
        assertIs(PAUSED, "no connection");
        health.nothingToProbeWith(now);
        assertIs(OPEN, null);
    }

    @Test
    void doesNotOpenForAListThatWasReadBeforeTheTrouble() {
        health.listRead();
        answer(NOBODY);
        health.nothingToProbeWith(now);
        assertIs(PAUSED, "no connection");

        answer(NO_ENTRY);
        health.judge(NO_ENTRY, now);
        health.listRead();
        health.nothingToProbeWith(now);
        assertIs(MISCONFIGURED, "no entry");
    }

    @Test
    void staysOpenWhileItTakesThings() {
        answer(TAKEN);

        assertIs(OPEN, null);
        assertThat(health.mayProbe(now)).isFalse();
    }

    @Test
    void pausesAtOnceWhenNobodyIsThereAndWaitsLongerEachTime() {
        answer(NOBODY);

        assertIs(PAUSED, "no connection");
        assertThat(probe(NOBODY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(probe(NOBODY)).isEqualTo(Duration.ofSeconds(2));
        assertThat(probe(TROUBLE)).isEqualTo(Duration.ofSeconds(4));
        for (int i = 0; i < 20; i++) {
            probe(NOBODY);
        }
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofMinutes(15));
        assertIs(OPEN, null);
        assertThat(health.status().failures()).isZero();
    }

    @Test
    void doesNotPauseForOneRecordThatEndsInAnError() {
        for (int i = 0; i < 10; i++) {
            answer(TROUBLE);
            answer(TROUBLE);
            answer(TAKEN);
        }

        assertIs(OPEN, null);
    }

    @Test
    void pausesWhenEverythingEndsInAnError() {
        answer(TROUBLE);
        answer(TROUBLE);
        answer(TROUBLE);

        assertIs(PAUSED, "failed");
    }

    @Test
    void pausesAsLongAsAnErrorAsksFor() {
        answer(new Outcome.Unknown(503, Duration.ofSeconds(9), "failed"));

        assertThat(probe(TAKEN)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void pausesAsLongAsItIsAskedToWithinAnHour() {
        answer(new Outcome.Throttled(Duration.ofSeconds(7)));
        assertThat(probe(new Outcome.Throttled(null))).isEqualTo(Duration.ofSeconds(7));
        assertThat(probe(new Outcome.Throttled(Duration.ofDays(9)))).isEqualTo(Duration.ofMinutes(1));
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofHours(1));
        assertIs(OPEN, null);
    }

    @Test
    void isNotOpenedByAnAnswerToARequestFromBefore() {
        answer(new Outcome.Throttled(Duration.ofSeconds(7)));
        answer(TAKEN);
        answer(NO_ENTRY);

        assertIs(PAUSED, "asked to send less (429)");
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void probesSlowlyWhileItIsNotLetIn() {
        answer(NO_ENTRY);

        assertIs(MISCONFIGURED, "no entry");
        assertThat(probe(NO_ENTRY)).isEqualTo(Duration.ofSeconds(30));
        assertThat(probe(NO_ENTRY)).isEqualTo(Duration.ofSeconds(60));
        for (int i = 0; i < 9; i++) {
            probe(NO_ENTRY);
        }
        assertThat(health.status().since()).isEqualTo(START);
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofMinutes(15));
        assertIs(OPEN, null);
    }

    @Test
    void probesAtMostHourlyWhileItIsGone() {
        answer(GONE_AWAY);

        assertIs(GONE, "not there");
        assertThat(probe(GONE_AWAY)).isEqualTo(Duration.ofMinutes(1));
        assertThat(probe(GONE_AWAY)).isEqualTo(Duration.ofMinutes(5));
        assertThat(probe(GONE_AWAY)).isEqualTo(Duration.ofHours(1));
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofHours(1));
        assertIs(OPEN, null);
    }

    @Test
    void isGoneWhenItsNameHasNotBeenKnownForAnHour() {
        Outcome noName = new Outcome.Unreachable("no such name", true);
        answer(noName);
        while (now.isBefore(START.plus(Duration.ofMinutes(60)))) {
            assertIs(PAUSED, "no such name");
            probe(noName);
        }

        assertIs(GONE, "no such name");
        assertThat(probe(NOBODY)).isEqualTo(Duration.ofMinutes(1));
        assertIs(PAUSED, "no connection");
    }

    @Test
    void looksOnceAfterARestartWhetherItIsMended() {
        answer(NO_ENTRY);
        health.restarted(now);

        assertIs(MISCONFIGURED, "no entry");
        assertThat(probe(NO_ENTRY)).isZero();
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void keepsAPauseItWasAskedForOverARestart() {
        answer(new Outcome.Throttled(Duration.ofSeconds(7)));
        health.restarted(now);

        assertThat(probe(TAKEN)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void waitsWhenAProbeIsAskedToWaitInAnyState() {
        answer(GONE_AWAY);
        probe(new Outcome.Throttled(Duration.ofSeconds(90)));

        assertIs(GONE, "not there");
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void blamesRecordsAsLongAsOthersAreTaken() {
        for (int i = 0; i < 100; i++) {
            assertThat(answer(REFUSED)).isFalse();
            if (i % 4 == 3) {
                answer(TAKEN);
            }
        }

        assertIs(OPEN, null);
        assertThat(health.takeReopened()).isEmpty();
    }

    @Test
    void blamesRecordsThatAreRefusedForDifferentReasons() {
        for (int i = 0; i < 20; i++) {
            assertThat(answer(new Outcome.Refused(400, "refused: 400, code " + i)))
                    .isFalse();
        }

        assertIs(OPEN, null);
    }

    @Test
    void blamesItselfWhenFiveInARowAreRefusedForTheSameReason() {
        List<FeedbackId> refused = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            refused.add(Feedbacks.nextId());
            assertThat(health.answered(REFUSED, refused.get(i), false, now)).isFalse();
        }

        assertThat(answer(REFUSED)).isTrue();

        assertIs(MISCONFIGURED, "refuses everything: refused: 400");
        assertThat(health.takeReopened()).containsExactlyElementsOf(refused);
        assertThat(health.takeReopened()).isEmpty();
        assertThat(answer(REFUSED)).as("one that was on its way").isTrue();
        assertThat(probe(REFUSED)).isEqualTo(Duration.ofSeconds(30));
        assertThat(probe(TAKEN)).isEqualTo(Duration.ofSeconds(60));
        assertIs(OPEN, null);
    }

    @Test
    void doesNotCountOneRecordTwice() {
        FeedbackId id = Feedbacks.nextId();
        for (int i = 0; i < 10; i++) {
            assertThat(health.answered(REFUSED, id, false, now)).isFalse();
        }

        assertIs(OPEN, null);
    }

    @Test
    void blamesARecordThatIsRefusedAgainAfterOthersWereTaken() {
        List<FeedbackId> refused = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            refused.add(Feedbacks.nextId());
            health.answered(REFUSED, refused.get(i), false, now);
        }
        probe(TAKEN);

        for (FeedbackId id : refused) {
            assertThat(health.answered(REFUSED, id, false, now)).isFalse();
        }
        assertIs(OPEN, null);
    }

    @Test
    void isOpenedByAProbeThatIsRefusedBecauseThenItIsThere() {
        answer(NOBODY);
        probe(REFUSED);

        assertIs(OPEN, null);
    }

    @Test
    void probesAgainWhenAProbeWasNotSent() {
        answer(NOBODY);
        now = now.plusSeconds(1);
        health.probing();
        health.probeNotSent();

        assertThat(health.mayProbe(now)).isTrue();
    }

    @Test
    void doesNotWaitForAClockThatWasSetBack() {
        answer(GONE_AWAY);

        assertThat(health.mayProbe(START.minus(Duration.ofDays(400)))).isTrue();
    }
}
