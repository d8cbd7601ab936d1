package io.feedback4j.insights;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a trend has a point for, by the calendar of a time zone. */
public enum Step {
    HOUR {
        @Override
        Instant start(Instant moment, ZoneId zone) {
            return moment.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
        }

        @Override
        Instant next(Instant start, ZoneId zone) {
            Instant later = start.plus(1, ChronoUnit.HOURS);
            Instant aligned = start(later, zone);
            // Where clocks are moved by half an hour, one hour is shorter.
            return aligned.isAfter(start) ? aligned : later;
        }
    },
    DAY {
        @Override
        Instant start(Instant moment, ZoneId zone) {
            return startOf(moment.atZone(zone).toLocalDate(), zone);
        }

        @Override
        Instant next(Instant start, ZoneId zone) {
            return startOf(start.atZone(zone).toLocalDate().plusDays(1), zone);
        }
    },
    /** From Monday, as ISO 8601 has it. */
    WEEK {
        @Override
        Instant start(Instant moment, ZoneId zone) {
            ZonedDateTime local = moment.atZone(zone);
            return startOf(local.toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), zone);
        }

        @Override
        Instant next(Instant start, ZoneId zone) {
            return startOf(start.atZone(zone).toLocalDate().plusWeeks(1), zone);
        }
    };

    /** The most points a trend may have. */
    public static final int MOST = 2_500;

    /** One of them. @param end where the next one begins */
    public record Span(Instant start, Instant end) {}

    /** The word in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** When the one began in which this moment is. */
    abstract Instant start(Instant moment, ZoneId zone);

    /** When the one after that begins. */
    abstract Instant next(Instant start, ZoneId zone);

    private static Instant startOf(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    /**
     * All that have a part in the period, whole.
     *
     * @throws IllegalArgumentException when there are more than {@link #MOST}
     */
    public List<Span> spans(Period period) {
        List<Span> spans = new ArrayList<>();
        Instant start = start(period.from(), period.zone());
        while (start.isBefore(period.until())) {
            if (spans.size() == MOST) {
                throw new IllegalArgumentException("a trend has at most " + MOST + " points");
            }
            Instant end = next(start, period.zone());
            spans.add(new Span(start, end));
            start = end;
        }
        return spans;
    }
}
