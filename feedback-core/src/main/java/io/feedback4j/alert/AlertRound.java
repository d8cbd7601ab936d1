package io.feedback4j.alert;

import static java.util.Objects.requireNonNull;

import io.feedback4j.store.Alert;
import io.feedback4j.store.AlertState;
import io.feedback4j.store.AlertStore;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the votes that came since the last round, and tells what it noticed. Returns how long to pause.
 *
 * <p>A vote is looked at once, some time after it was given, when mind-changing is mostly over: as it stands then, and not
 * if it was taken back by then. What becomes of it afterwards changes nothing; neither does a vote that comes in later than
 * that, such as one that is imported.
 *
 * <p>Knows no thread; one loop runs it. Of several nodes one does the work, and the store sees to it that nothing is
 * noticed twice though two should do it at once.
 */
public final class AlertRound implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(AlertRound.class);
    private static final int PORTION = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration NOT_MY_TURN = Duration.ofSeconds(10);

    private final AlertStore store;
    private final List<String> assistants;
    private final AlertLine line;
    private final Duration lag;
    private final InstantSource clock;
    private final BooleanSupplier myTurn;
    private final Announcements announcements;
    private boolean storeDown;

    /**
     * @param lag how old a vote is when it is looked at
     * @param myTurn whether this node may do the work for the next half minute
     */
    public AlertRound(
            AlertStore store,
            List<String> assistants,
            AlertLine line,
            Duration lag,
            InstantSource clock,
            BooleanSupplier myTurn,
            Announcements announcements) {
        this.store = requireNonNull(store, "store");
        this.assistants = List.copyOf(assistants);
        this.line = requireNonNull(line, "line");
        this.lag = requireNonNull(lag, "lag");
        this.clock = requireNonNull(clock, "clock");
        this.myTurn = requireNonNull(myTurn, "myTurn");
        this.announcements = requireNonNull(announcements, "announcements");
    }

    @Override
    public Duration get() {
        try {
            Duration pause = myTurn.getAsBoolean() ? round() : NOT_MY_TURN;
            storeDown = false;
            return pause;
        } catch (StoreException e) {
            if (!storeDown && e.kind() != StoreException.Kind.BUSY) {
                LOG.warn("The positive share is not watched while the store is down: {}", e.getMessage());
                storeDown = true;
            }
            return PAUSE;
        }
    }

    private Duration round() {
        Instant now = clock.instant();
        boolean more = false;
        for (String assistant : assistants) {
            more |= look(assistant, now.minus(lag));
        }
        announcements.tell(now);
        return more ? Duration.ZERO : PAUSE;
    }

    /** @return whether there may be more to look at at once */
    private boolean look(String assistantId, Instant until) {
        AlertState known = store.state(assistantId).orElse(null);
        if (known == null || known.line() != line.share()) {
            // What is past is not raised as an alarm: the preview shows it.
            AlertState fresh = new AlertState(assistantId, line.share(), store.position(until), 0, 0, true);
            return !store.save(known, fresh, List.of());
        }
        AlertStore.Portion portion = store.votes(assistantId, known.position(), until, false, PORTION);
        if (portion.votes().isEmpty()) {
            return false;
        }
        Watch watch = new Watch(known, known.armed() ? null : open(assistantId));
        portion.votes().forEach(watch::take);
        boolean saved = store.save(known, watch.state(portion.position()), watch.changed());
        if (saved) {
            watch.changed().stream()
                    .filter(alert -> alert.recoveredAt() != null)
                    .forEach(AlertRound::logEnd);
        }
        return !saved || portion.more();
    }

    private @Nullable Alert open(String assistantId) {
        return store.newest(assistantId, 1).stream()
                .filter(alert -> Objects.isNull(alert.recoveredAt()))
                .findFirst()
                .orElse(null);
    }

    private static void logEnd(Alert alert) {
        LOG.info("The positive share of {} is back at {} or more", alert.assistantId(), alert.line());
    }
}
