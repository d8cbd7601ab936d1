package io.feedback4j.store.jdbc;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.alert.AlertLine;
import io.feedback4j.alert.AlertPreview;
import io.feedback4j.alert.AlertRound;
import io.feedback4j.alert.Announcements;
import io.feedback4j.alert.Announcer;
import io.feedback4j.alert.QuietHours;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.Change;
import io.feedback4j.store.ScoredVote;
import io.feedback4j.store.Store;
import io.feedback4j.testing.LogLines;
import io.feedback4j.testing.MutableClock;
import io.feedback4j.testing.Votes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link io.feedback4j.store.AlertStore} must do, and the watch over it. The store has no destination. */
abstract class AlertStoreContract {
    private static final AlertLine LINE = new AlertLine(0.8);
    private static final Duration LAG = Duration.ofSeconds(40);

    private final MutableClock clock = new MutableClock();
    private final FeedbackIds ids = new FeedbackIds(clock, new SecureRandom());
    private final List<Alert> told = new ArrayList<>();
    private Announcer.Result answer = Announcer.Result.TOLD;
    private int sessions;

    abstract Store store();

    @AfterEach
    void close() {
        store().close();
    }

    private Change.Accept say(Votes vote) {
        Change.Accept accept = vote.id(ids.next()).at(clock.instant()).accept();
        store().feedback().write(List.of(accept));
        return accept;
    }

    private void say(int up, int down) {
        for (int i = 0; i < up + down; i++) {
            clock.advance(Duration.ofSeconds(1));
            say(vote().session("s" + sessions++).score(i < up ? 1.0 : 0.0));
        }
    }

    private AlertRound watch(@Nullable QuietHours quiet, BooleanSupplier myTurn) {
        Announcements announcements = new Announcements(store().alerts(), quiet, alert -> {
            told.add(alert);
            return answer;
        });
        return new AlertRound(store().alerts(), List.of(ASSISTANT), LINE, LAG, clock, myTurn, announcements);
    }

    private AlertRound watch() {
        return watch(null, () -> true);
    }

    private void lookLater(AlertRound round) {
        clock.advance(LAG);
        clock.advance(Duration.ofSeconds(1));
        while (round.get().isZero()) {
            // goes on until everything was looked at
        }
    }

    @Test
    void raisesOneAlarmForAFallAndIsReadyForTheNextOnceTheShareIsBack() {
        AlertRound round = watch();
        lookLater(round);
        say(50, 0);
        lookLater(round);
        assertThat(told).isEmpty();

        say(0, 30);
        lookLater(round);
        assertThat(told).hasSize(1);
        Alert first = told.get(0);
        assertThat(first.assistantId()).isEqualTo(ASSISTANT);
        assertThat(first.line()).isEqualTo(0.8);
        assertThat(first.votes() - first.positive()).isBetween(10L, 20L);
        say(0, 60);
        lookLater(round);
        assertThat(told).hasSize(1);

        say(60, 0);
        lookLater(round);
        assertThat(store().alerts().newest(null, 10)).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(first.id());
            assertThat(alert.recoveredAt()).isAfter(alert.firedAt());
            assertThat(alert.announcedAt()).isNotNull();
        });
        say(0, 30);
        lookLater(round);
        assertThat(told).hasSize(2);
        assertThat(told.get(1).id()).isNotEqualTo(first.id());
    }

    @Test
    void firesAfterTwelveBadVotesInARowAndNotAfterEleven() {
        // ln(0.95 / 0.01) / ln(0.3 / 0.2) = 4.5539 / 0.4055 = 11.23
        AlertRound round = watch();
        lookLater(round);
        say(0, 11);
        lookLater(round);
        assertThat(told).isEmpty();

        say(0, 1);
        lookLater(round);
        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.votes()).isEqualTo(12);
            assertThat(alert.positive()).isZero();
        });
    }

    @Test
    void goesOnAfterARestartAndTellsNothingTwice() {
        lookLater(watch());
        say(0, 8);
        lookLater(watch());
        say(0, 8);
        lookLater(watch());
        lookLater(watch());
        assertThat(told).hasSize(1);
        assertThat(told.get(0).votes()).isEqualTo(12);
    }

    @Test
    void noticesNothingTwiceThoughTwoNodesLookAtOnce() {
        AlertRound one = watch();
        AlertRound other = watch();
        lookLater(one);
        say(0, 30);
        clock.advance(LAG);
        AlertState before = store().alerts().state(ASSISTANT).orElseThrow();

        one.get();
        other.get();

        assertThat(told).hasSize(1);
        AlertState after = store().alerts().state(ASSISTANT).orElseThrow();
        assertThat(store().alerts().save(before, before, List.of())).isFalse();
        assertThat(store().alerts().save(null, before, List.of())).isFalse();
        assertThat(store().alerts().state(ASSISTANT)).contains(after);
    }

    @Test
    void leavesTheWorkToTheNodeWhoseTurnItIs() {
        AlertRound idle = watch(null, () -> false);
        say(0, 30);
        lookLater(idle);

        assertThat(store().alerts().state(ASSISTANT)).isEmpty();
    }

    @Test
    void raisesNothingOfWhatWasSaidBeforeTheWatchBegan() {
        say(0, 30);
        AlertRound round = watch();
        lookLater(round);
        lookLater(round);

        assertThat(told).isEmpty();
        AlertRound withAnotherLine = new AlertRound(
                store().alerts(),
                List.of(ASSISTANT),
                new AlertLine(0.9),
                LAG,
                clock,
                () -> true,
                new Announcements(store().alerts(), null, null));
        lookLater(withAnotherLine);
        assertThat(store().alerts().state(ASSISTANT).orElseThrow().line()).isEqualTo(0.9);
    }

    @Test
    void looksAtAVoteAsItStandsAfterAWhileAndOnce() {
        AlertRound round = watch();
        lookLater(round);
        Change.Accept changed = say(vote().session("changed").down());
        clock.advance(Duration.ofSeconds(1));
        say(vote().session("changed").up());
        Change.Accept undone = say(vote().session("undone").down());
        store().feedback().write(List.of(new Change.Withdraw(ASSISTANT, undone.id(), clock.instant())));
        say(vote().session("words").score(null).text("no score"));
        say(vote().session("half").score(0.5));
        lookLater(round);
        assertThat(counted()).containsExactly(2L, 1L);

        say(vote().session("changed").down());
        store().feedback().write(List.of(new Change.Withdraw(ASSISTANT, changed.id(), clock.instant())));
        lookLater(round);
        assertThat(counted()).containsExactly(2L, 1L);
        say(vote().session("words").down());
        lookLater(round);
        assertThat(counted()).containsExactly(3L, 1L);
    }

    private List<Long> counted() {
        AlertState state = store().alerts().state(ASSISTANT).orElseThrow();
        return List.of(state.votes(), state.positive());
    }

    @Test
    void tellsNobodyInQuietHoursAndEverybodyAfterwards() {
        // the clock of the tests starts at 10:00
        QuietHours quiet = new QuietHours(LocalTime.of(0, 0), LocalTime.of(23, 0), ZoneOffset.UTC);
        AlertRound round = watch(quiet, () -> true);
        lookLater(round);
        say(0, 30);
        lookLater(round);
        assertThat(told).isEmpty();
        assertThat(store().alerts().newest(ASSISTANT, 10)).hasSize(1);

        Instant end = quiet.end(clock.instant());
        clock.advance(Duration.between(clock.instant(), end));
        round.get();
        assertThat(told).hasSize(1);
    }

    @Test
    void tellsAgainLaterAndLaterUntilSomebodyTakesItAndLogsItOnce() {
        AlertRound round = watch();
        lookLater(round);
        say(0, 30);
        answer = Announcer.Result.LATER;

        List<String> lines = LogLines.during(() -> {
            lookLater(round);
            round.get();
            assertThat(told).hasSize(1);
            clock.advance(Duration.ofSeconds(10));
            round.get();
            assertThat(told).hasSize(2);
            clock.advance(Duration.ofSeconds(10));
            round.get();
            assertThat(told).hasSize(2);
            clock.advance(Duration.ofSeconds(10));
            answer = Announcer.Result.TOLD;
            round.get();
            round.get();
        });

        assertThat(told)
                .hasSize(3)
                .allMatch(alert -> alert.id().equals(told.get(0).id()));
        assertThat(lines)
                .filteredOn(line -> line.contains("has fallen below 0.8: 0 of the last 12 votes"))
                .hasSize(1);
        assertThat(store().alerts().unannounced(10)).isEmpty();
    }

    @Test
    void showsWhatThePastWouldHaveRaised() {
        Instant from = clock.instant();
        say(40, 0);
        say(0, 20);
        say(60, 0);
        say(0, 20);
        clock.advance(Duration.ofSeconds(1));

        AlertPreview preview = AlertPreview.of(store().alerts(), ASSISTANT, LINE, from, clock.instant());

        assertThat(preview.votes()).isEqualTo(140);
        assertThat(preview.alerts()).hasSize(2);
        assertThat(preview.alerts().get(0).recoveredAt()).isNotNull();
        assertThat(preview.alerts().get(1).recoveredAt()).isNull();
        assertThat(preview.readUntil()).isEqualTo(clock.instant());
        assertThat(AlertPreview.of(store().alerts(), ASSISTANT, new AlertLine(0.05), from, clock.instant())
                        .alerts())
                .hasSizeLessThan(2);
        assertThat(AlertPreview.of(store().alerts(), "another", LINE, from, clock.instant())
                        .votes())
                .isZero();
        assertThat(store().alerts().newest(null, 10)).isEmpty();
    }

    @Test
    void givesVotesInPortionsInTheirOrder() {
        Instant from = clock.instant();
        say(3, 2);
        String begin = store().alerts().position(from);

        var first = store().alerts().votes(ASSISTANT, begin, clock.instant().plusSeconds(1), true, 3);
        var second = store().alerts()
                .votes(ASSISTANT, first.position(), clock.instant().plusSeconds(1), true, 3);

        assertThat(first.more()).isTrue();
        assertThat(second.more()).isFalse();
        assertThat(first.votes()).extracting(ScoredVote::positive).containsExactly(true, true, true);
        assertThat(second.votes()).extracting(ScoredVote::positive).containsExactly(false, false);
        assertThat(store().alerts()
                        .votes(ASSISTANT, second.position(), clock.instant().plusSeconds(1), true, 3)
                        .votes())
                .isEmpty();
    }
}
