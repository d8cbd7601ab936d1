package io.feedback4j.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }

    private static Period period(String from, String until, ZoneId zone) {
        return new Period(at(from), at(until), zone);
    }

    @Test
    void isMadeOfWholeQuartersOfAnHour() {
        Period period = period("2026-01-01T10:07:00Z", "2026-01-01T11:00:00.001Z", BERLIN);

        assertThat(period.from()).isEqualTo(at("2026-01-01T10:00:00Z"));
        assertThat(period.until()).isEqualTo(at("2026-01-01T11:15:00Z"));
        assertThatThrownBy(() -> period("2026-01-01T10:15:00Z", "2026-01-01T10:15:00Z", BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> period("2006-01-01T10:15:00Z", "2026-01-01T10:15:00Z", BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usuallyHasThirtyDaysOfTheZoneWithToday() {
        Period period = Period.usual(at("2026-03-30T22:10:00Z"), BERLIN);

        assertThat(period.from()).isEqualTo(at("2026-03-01T23:00:00Z"));
        assertThat(period.until()).isEqualTo(at("2026-03-30T22:15:00Z"));
        assertThat(period.isComplete(at("2026-03-30T22:14:59Z"))).isFalse();
        assertThat(period.isComplete(at("2026-03-30T22:15:00Z"))).isTrue();
    }

    @Test
    void comparesDaysOfTheCalendarAcrossAChangeOfClocks() {
        Period march = period("2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z", BERLIN);

        assertThat(march.previous()).isEqualTo(period("2026-03-26T23:00:00Z", "2026-03-28T23:00:00Z", BERLIN));
    }

    @Test
    void comparesADayThatGoesOnWithAsMuchOfAnother() {
        Period today = period("2026-01-10T00:00:00Z", "2026-01-10T10:30:00Z", ZoneId.of("UTC"));

        assertThat(today.previous())
                .isEqualTo(period("2026-01-09T00:00:00Z", "2026-01-09T10:30:00Z", ZoneId.of("UTC")));
    }

    @Test
    void comparesHoursWithTheHoursBefore() {
        Period some = period("2026-01-10T08:00:00Z", "2026-01-10T10:30:00Z", BERLIN);

        assertThat(some.previous()).isEqualTo(period("2026-01-10T05:30:00Z", "2026-01-10T08:00:00Z", BERLIN));
    }

    @Test
    void beginsDaysWhereTheyBeginAlsoThreeQuartersPastTheHour() {
        Period two = period("2026-01-09T18:15:00Z", "2026-01-11T18:15:00Z", KATHMANDU);

        assertThat(Step.DAY.spans(two))
                .containsExactly(
                        new Step.Span(at("2026-01-09T18:15:00Z"), at("2026-01-10T18:15:00Z")),
                        new Step.Span(at("2026-01-10T18:15:00Z"), at("2026-01-11T18:15:00Z")));
        assertThat(Step.HOUR.spans(two)).hasSize(48);
    }

    @Test
    void hasDaysOfTwentyThreeAndTwentyFiveHours() {
        List<Step.Span> spring = Step.DAY.spans(period("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", BERLIN));
        List<Step.Span> autumn = Step.DAY.spans(period("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", BERLIN));

        assertThat(spring).hasSize(1);
        assertThat(Duration.between(spring.get(0).start(), spring.get(0).end())).isEqualTo(Duration.ofHours(23));
        assertThat(autumn).hasSize(1);
        assertThat(Duration.between(autumn.get(0).start(), autumn.get(0).end())).isEqualTo(Duration.ofHours(25));
    }

    @Test
    void leavesNothingOutWhereClocksMoveByHalfAnHour() {
        List<Step.Span> hours = Step.HOUR.spans(period("2026-04-03T13:00:00Z", "2026-04-05T13:30:00Z", LORD_HOWE));

        for (int i = 1; i < hours.size(); i++) {
            assertThat(hours.get(i).start()).isEqualTo(hours.get(i - 1).end());
            assertThat(hours.get(i).end()).isAfter(hours.get(i).start());
        }
    }

    @Test
    void beginsWeeksOnMondayAndHasAtMostSoManyPoints() {
        Period period = period("2026-01-01T00:00:00Z", "2026-01-13T00:00:00Z", ZoneId.of("UTC"));

        assertThat(Step.WEEK.spans(period))
                .extracting(Step.Span::start)
                .containsExactly(at("2025-12-29T00:00:00Z"), at("2026-01-05T00:00:00Z"), at("2026-01-12T00:00:00Z"));
        assertThatThrownBy(() -> Step.HOUR.spans(period("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", BERLIN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2500");
    }
}
