package io.feedback4j.alert;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When nobody wants to be told, every day: {@code 22:00-06:00 Europe/Berlin}.
 *
 * @param from when they begin
 * @param until when they end; on the next day when it is not after that
 * @param zone whose time that is
 */
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {

    /** @throws IllegalArgumentException when they begin when they end */
    public QuietHours {
        requireNonNull(zone, "zone");
        if (from.equals(until)) {
            throw new IllegalArgumentException("quiet hours must not end when they begin");
        }
    }

    /** @throws IllegalArgumentException when it is not like {@code 22:00-06:00 Europe/Berlin}; without a zone it is UTC */
    public static QuietHours parse(String text) {
        String[] parts = text.strip().split("\\s+");
        String[] times = parts[0].split("-");
        if (parts.length > 2 || times.length != 2) {
            throw new IllegalArgumentException(text);
        }
        try {
            ZoneId zone = parts.length == 2 ? ZoneId.of(parts[1]) : ZoneOffset.UTC;
            return new QuietHours(LocalTime.parse(times[0]), LocalTime.parse(times[1]), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** When the quiet hours that are now end; {@code null} when there are none now. */
    public @Nullable Instant end(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overNight = !until.isAfter(from);
        boolean quiet =
                overNight ? !time.isBefore(from) || time.isBefore(until) : !time.isBefore(from) && time.isBefore(until);
        if (!quiet) {
            return null;
        }
        boolean tomorrow = overNight && !time.isBefore(from);
        ZonedDateTime end =
                here.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(until).atZone(zone);
        // Where a clock is put forward over the end, that is later than it says; never earlier than now.
        return end.toInstant();
    }

    /** As it is written in the setting. */
    @Override
    public String toString() {
        return from + "-" + until + " " + zone;
    }
}
