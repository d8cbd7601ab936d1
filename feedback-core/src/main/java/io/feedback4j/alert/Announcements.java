package io.feedback4j.alert;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what was noticed: in one line of the log, and to whoever is to be told, later and later while that fails and for a
 * day at the most. Nothing is told in quiet hours, and afterwards everything is. Not thread-safe.
 */
public final class Announcements {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);
    private static final int AT_ONCE = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

    private final AlertStore store;
    private final @Nullable QuietHours quiet;
    private final @Nullable Announcer announcer;
    private final Map<String, Try> tries = new HashMap<>();

    private record Try(Instant first, Instant next, Duration pause) {}

    /**
     * @param quiet {@code null} for none
     * @param announcer tells somebody besides the log; {@code null} for nobody
     */
    public Announcements(AlertStore store, @Nullable QuietHours quiet, @Nullable Announcer announcer) {
        this.store = requireNonNull(store, "store");
        this.quiet = quiet;
        this.announcer = announcer;
    }

    void tell(Instant now) {
        if (quiet != null && quiet.end(now) != null) {
            return;
        }
        for (Alert alert : store.unannounced(AT_ONCE)) {
            if (isTold(alert, now)) {
                store.announced(alert.id(), now);
                tries.remove(alert.id());
            }
        }
    }

    private boolean isTold(Alert alert, Instant now) {
        Try before = tries.get(alert.id());
        if (before == null) {
            LOG.warn(line(alert));
        }
        if (announcer == null) {
            return true;
        }
        if (before != null && before.next().isAfter(now)) {
            return false;
        }
        if (announcer.announce(alert) == Announcer.Result.TOLD) {
            return true;
        }
        Instant first = before == null ? now : before.first();
        Duration pause = before == null ? FIRST_PAUSE : longer(before.pause());
        tries.put(alert.id(), new Try(first, now.plus(pause), pause));
        boolean givenUp = first.plus(GIVEN_UP_AFTER).isBefore(now);
        if (givenUp) {
            LOG.warn("Nobody took the alarm {} for a day: it is not sent any more", alert.id());
        }
        return givenUp;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** One line for the log. */
    static String line(Alert alert) {
        return String.format(
                Locale.ROOT,
                "The positive share of %s has fallen below %s: %d of the last %d votes were positive (%.1f %%), as of %s%s",
                alert.assistantId(),
                alert.line(),
                alert.positive(),
                alert.votes(),
                alert.share() * 100,
                alert.firedAt(),
                alert.recoveredAt() == null ? "" : "; it was back at " + alert.recoveredAt());
    }
}
