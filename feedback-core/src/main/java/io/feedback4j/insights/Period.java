package io.feedback4j.insights;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time that numbers are about: whole quarters of an hour.
 *
 * @param from its beginning
 * @param until its end, which does not belong to it
 * @param zone where days and weeks begin
 */
public record Period(Instant from, Instant until, ZoneId zone) {
    /** How many days it has where nobody says otherwise, today included. */
    public static final int USUAL_DAYS = 30;
    /** How long it can be. */
    public static final Duration LONGEST = Duration.ofDays(3_660);

    /** Made as long as whole quarters of an hour are, if need be. */
    public Period {
        requireNonNull(zone, "zone");
        from = Scope.bucketOf(from);
        Instant floor = Scope.bucketOf(until);
        until = floor.equals(until) ? until : floor.plus(Scope.BUCKET);
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("a period must begin before it ends");
        }
        if (Duration.between(from, until).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a period must not be longer than " + LONGEST.toDays() + " days");
        }
    }

    /** Up to the quarter of an hour that goes on, beginning with a day in the zone. */
    public static Period usual(Instant now, ZoneId zone) {
        return new Period(daysBefore(now, zone), now.plusMillis(1), zone);
    }

    /** When the usual days begin that end with this moment. */
    public static Instant daysBefore(Instant end, ZoneId zone) {
        return end.minusMillis(1)
                .atZone(zone)
                .toLocalDate()
                .minusDays(USUAL_DAYS - 1L)
                .atStartOfDay(zone)
                .toInstant();
    }

    /** Whether nothing can come any more. @param asOf as of when numbers are */
    public boolean isComplete(Instant asOf) {
        return !until.isAfter(asOf);
    }

    /**
     * The same length just before. Where this one begins with a day, so does that: as many days earlier by the calendar, and
     * up to the same time of day, so that a day that goes on is compared with as much of another.
     */
    public Period previous() {
        ZonedDateTime start = from.atZone(zone);
        ZonedDateTime end = until.atZone(zone);
        if (!start.toLocalTime().equals(LocalTime.MIDNIGHT)) {
            return new Period(from.minus(Duration.between(from, until)), from, zone);
        }
        long days = ChronoUnit.DAYS.between(start.toLocalDate(), end.toLocalDate())
                + (end.toLocalTime().equals(LocalTime.MIDNIGHT) ? 0 : 1);
        Instant earlierEnd = end.minusDays(days).toInstant();
        return new Period(start.minusDays(days).toInstant(), earlierEnd.isAfter(from) ? from : earlierEnd, zone);
    }

    /** What the store is asked for. @param assistantId {@code null} for all */
    public Scope scope(@Nullable String assistantId) {
        return new Scope(assistantId, from, until);
    }
}
