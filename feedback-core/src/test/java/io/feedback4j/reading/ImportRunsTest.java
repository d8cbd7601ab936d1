package io.feedback4j.reading;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.delivery.Listing;
import io.feedback4j.delivery.ListingException;
import io.feedback4j.delivery.Outcome;
import io.feedback4j.model.Feedback;
import io.feedback4j.reading.ImportReport.State;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.testing.LogLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an import runs and ends, and what it reports. */
class ImportRunsTest extends ImportsSetUp {
    @Test
    void leavesWhatCannotBeKeptAndGoesOn() {
        list.has("ancient", UP, ago(RETENTION.plusDays(1)));
        list.has("undated", UP, null);
        list.has("future", UP, clock.instant().plus(Duration.ofDays(30)));
        list.items.add(list.item(null, "nameless", "", UP, clock.instant()));
        list.items.add(new Listing.Item("up-x", "too long", "s ", clock.instant(), null));
        list.has("fine", UP, clock.instant());

        ImportReport report = run();

        assertThat(report.state()).isEqualTo(State.DONE);
        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.left())
                .containsOnly(
                        java.util.Map.entry("too_old", 1L),
                        java.util.Map.entry("without_date", 2L),
                        java.util.Map.entry("without_id", 1L),
                        java.util.Map.entry("invalid", 1L));
    }

    @Test
    void countsWhatIsThereTwiceOnceForEver() {
        Feedback own = accept(vote().session("s").up());
        delivered(own);
        list.has(own, clock.instant().plusSeconds(3));

        assertThat(run().surplus()).isEqualTo(1);
        assertThat(run().surplus()).isEqualTo(1);

        assertThat(ledger().duplicates()).isEqualTo(1);
        assertThat(kept()).hasSize(1);
        close();
        open();
        assertThat(ledger().duplicates()).isEqualTo(1);
    }

    @Test
    void saysWhatIsMissingAndWhatWasChanged() {
        String missing = delivered(accept(vote().session("a").text("one")));
        String changed = delivered(accept(vote().session("b").text("two")));
        delivered(accept(vote().session("c").text("three")));
        clock.advance(Duration.ofMinutes(5));
        list.items.set(1, list.item(changed, "b", "aia_msg_1", DOWN, clock.instant()));
        list.items.remove(0);

        ImportReport report = run();

        assertThat(report.missing().ids()).containsExactly(missing);
        assertThat(report.different().ids()).containsExactly(changed);
        assertThat(report.extra().count()).isZero();
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void doesNotMissWhatMayNotShowYet() {
        delivered(accept(vote().session("a")));
        list.items.clear();

        assertThat(run().missing().count()).isZero();

        clock.advance(Duration.ofMinutes(1));
        assertThat(run().missing().count()).isEqualTo(1);
    }

    @Test
    void endsWhereAListHasNoEnd() {
        list.always = new Listing(List.of(list.item("a", "s", "", UP, clock.instant())), "again", null);
        assertThat(run().problem()).contains("circles");
        assertThat(list.asked).containsExactly("first", "again");

        list.always = new Listing(List.of(), "next", null);
        ImportReport report = run();
        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.missing().count()).isZero();
    }

    @Test
    void triesAPageAgainAndEndsWhenItFailsAllTheTime() {
        list.has("s", UP, clock.instant());
        list.failures.add(FAILED);
        list.failures.add(FAILED);
        assertThat(run().imported()).isEqualTo(1);

        for (int i = 0; i < 5; i++) {
            list.failures.add(FAILED);
        }
        ImportReport report = run();

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(report.problem()).contains("status 500");
        assertThat(heard).hasSize(7);
        assertThat(list.failures).isEmpty();
    }

    @Test
    void goesOnAtTheSamePageAfterThePauseItIsAskedFor() {
        for (int i = 0; i < 300; i++) {
            list.has("s" + i, UP, clock.instant());
        }
        assertThat(imports.begin()).isPresent();
        imports.get();
        list.failures.add(new ListingException("status 429", new Outcome.Throttled(Duration.ofSeconds(90))));
        Instant asked = clock.instant();

        ImportReport report = finish();

        assertThat(report.imported()).isEqualTo(300);
        assertThat(list.asked).containsExactly("first", "200", "200");
        assertThat(Duration.between(asked, clock.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
        assertThat(heard).hasSize(1);
    }

    @Test
    void asksNothingWhileTheDestinationIsPaused() {
        Instant until = clock.instant().plusSeconds(100);
        statuses.add(new DestinationStatus(
                "fake", ASSISTANT, DestinationStatus.State.PAUSED, clock.instant(), until, 1, "429"));
        assertThat(imports.begin()).isPresent();

        Duration first = imports.get();
        assertThat(first).isEqualTo(Duration.ofMinutes(1));
        assertThat(list.asked).isEmpty();
        assertThat(report().problem()).contains("pause");

        clock.advance(first);
        assertThat(imports.get()).isEqualTo(Duration.ofSeconds(40));
        clock.advance(Duration.ofSeconds(40));
        assertThat(finish().state()).isEqualTo(State.DONE);
    }

    @Test
    void runsOneAtATimeOverAllNodes() {
        assertThat(imports.begin()).isPresent();
        assertThat(imports.begin()).isEmpty();
        finish();
        assertThat(turns).isEmpty();

        anothersTurn = true;
        assertThat(imports.begin()).isEmpty();
    }

    @Test
    void letsOthersGoOnThoughItCannotBeNotedThatItIsDone() {
        cannotNote = true;
        imports = imports();
        list.has("s", UP, clock.instant());

        List<String> lines = LogLines.during(() -> assertThat(run().imported()).isEqualTo(1));

        assertThat(turns).isEmpty();
        assertThat(lines).anyMatch(line -> line.contains("Imported from fake"));
    }

    @Test
    void endsWhenAnotherNodeHasTakenOver() {
        assertThat(imports.begin()).isPresent();
        anothersTurn = true;

        ImportReport report = finish();

        assertThat(report.state()).isEqualTo(State.FAILED);
        assertThat(list.asked).isEmpty();
    }

    @Test
    void keepsItsScheduleOverARestart() {
        schedule = Duration.ofHours(6);
        imports = imports();
        imports.get();
        assertThat(finish().state()).isEqualTo(State.DONE);
        int before = list.asked.size();

        imports = imports();
        clock.advance(Duration.ofHours(5));
        imports.get();
        assertThat(imports.report()).isEmpty();

        clock.advance(Duration.ofHours(2));
        imports.get();
        finish();
        assertThat(list.asked).hasSize(before + 1);
    }

    @Test
    void runsByItselfOnlyWhereThereIsASchedule() {
        clock.advance(Duration.ofDays(30));

        imports.get();

        assertThat(imports.report()).isEmpty();
        assertThat(list.asked).isEmpty();
    }
}
