package io.feedback4j.delivery;

import static io.feedback4j.store.DestinationStatus.State.GONE;
import static io.feedback4j.store.DestinationStatus.State.MISCONFIGURED;
import static io.feedback4j.store.DestinationStatus.State.OPEN;
import static io.feedback4j.store.DestinationStatus.State.PAUSED;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.DestinationStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a destination is doing for one assistant, judged by its answers. While it is not open its deliveries wait, and one
 * at a time is tried as a probe; only what a probe finds out changes anything then, because the other answers are to
 * requests from before.
 *
 * <p>Knows no thread and no clock. Not thread-safe.
 */
final class DestinationHealth {
    /** How long to wait after a 429 that does not say how long. */
    static final Duration DEFAULT_PAUSE = Duration.ofSeconds(60);
    /** The longest a destination is left alone, whatever it asks for. */
    static final Duration MAX_PAUSE = Duration.ofHours(1);

    private static final Duration FIRST_MISCONFIGURED_PAUSE = Duration.ofSeconds(30);
    private static final Duration MAX_MISCONFIGURED_PAUSE = Duration.ofMinutes(15);
    private static final List<Duration> GONE_PAUSES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), MAX_PAUSE);
    /** For this long a name that is not known may be a trouble of our own network. */
    private static final Duration NAME_MAY_BE_UNKNOWN = Duration.ofHours(1);
    /** One record that always ends in an error must not stop the others; so many in a row are not one record. */
    private static final int UNKNOWN_IN_A_ROW = 3;

    private final Backoff backoff;
    private final Refusals refusals = new Refusals();
    private DestinationStatus status;
    private boolean probing;
    private boolean listRead;
    private int unknownInARow;

    /** @param status how it was when last seen */
    DestinationHealth(DestinationStatus status, Backoff backoff) {
        this.status = status;
        this.backoff = backoff;
    }

    DestinationStatus status() {
        return status;
    }

    /**
     * Looks once, soon, whether what an operator had to mend is mended: settings change with a restart. A pause that was
     * asked for goes on.
     */
    void restarted(Instant now) {
        if (status.state() == MISCONFIGURED || status.state() == GONE) {
            become(status.state(), now, status.failures(), status.reason(), now);
        }
    }

    boolean isOpen() {
        return status.state() == OPEN;
    }

    /** Whether one delivery may be tried now although it is not open. */
    boolean mayProbe(Instant now) {
        return !isOpen() && !probing && isPauseOver(now);
    }

    /** Whether it may be asked anything now. */
    boolean isPauseOver(Instant now) {
        Instant nextAt = status.nextAt();
        // A pause that seems longer than any can be means that the clock was set back.
        return nextAt == null || !nextAt.isAfter(now) || nextAt.isAfter(now.plus(MAX_PAUSE));
    }

    /** Its list could be read just now. */
    void listRead() {
        listRead = true;
    }

    /**
     * There is nothing to probe with. On a quiet host that can last, so what the list showed has to do: a destination in
     * trouble that shows it again is open. How often it failed is not forgotten by that: should it take nothing, the
     * next pause is the longer one.
     */
    void nothingToProbeWith(Instant now) {
        if (status.state() == PAUSED && listRead) {
            become(OPEN, null, status.failures(), null, now);
        }
    }

    /** A probe is on its way; there is no other until it is answered or {@link #probeNotSent}. */
    void probing() {
        probing = true;
    }

    /** The probe was given back unsent. */
    void probeNotSent() {
        probing = false;
    }

    /**
     * Takes an answer in.
     *
     * @param probe whether this was the probe
     * @return whether a refusal is to be blamed on the destination and not on this record
     */
    boolean answered(Outcome outcome, FeedbackId id, boolean probe, Instant now) {
        probing &= !probe;
        boolean counts = probe || isOpen();
        if (outcome instanceof Outcome.Throttled throttled) {
            pause(throttled.retryAfter(), now);
        } else if (outcome instanceof Outcome.Refused refused) {
            return refused(refused, id, counts, now);
        } else if (counts) {
            judge(outcome, now);
        }
        return false;
    }

    /** The destination asks for a pause, whichever assistant the request was for. */
    void pause(@Nullable Duration retryAfter, Instant now) {
        Instant until = now.plus(pause(retryAfter));
        Instant nextAt = status.nextAt();
        if (isOpen()) {
            become(PAUSED, until, 1, "asked to send less (429)", now);
        } else if (nextAt == null || nextAt.isBefore(until)) {
            become(status.state(), until, status.failures(), status.reason(), now);
        }
    }

    /** For how long to be silent when it asks for this. */
    static Duration pause(@Nullable Duration retryAfter) {
        Duration pause = retryAfter == null ? DEFAULT_PAUSE : retryAfter;
        return pause.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : pause;
    }

    /** What was refused and is to be sent again after all, since everything is refused; each is handed out once. */
    List<FeedbackId> takeReopened() {
        return refusals.takeReopened();
    }

    /** Takes in an answer that is not about any one record and that speaks of now. */
    void judge(Outcome outcome, Instant now) {
        int failures = status.failures() + 1;
        if (outcome instanceof Outcome.Delivered) {
            refusals.forget();
            open(now);
        } else if (outcome instanceof Outcome.Unreachable unreachable) {
            unreachable(unreachable, failures, now);
        } else if (outcome instanceof Outcome.Unknown unknown) {
            unknown(unknown, failures, now);
        } else if (outcome instanceof Outcome.Misconfigured misconfigured) {
            misconfigured(misconfigured.problem(), now);
        } else if (outcome instanceof Outcome.Gone gone) {
            gone(gone.problem(), now);
        } else {
            throw new AssertionError(outcome);
        }
    }

    private void unreachable(Outcome.Unreachable unreachable, int failures, Instant now) {
        boolean forLong = status.state() == GONE
                || status.state() == PAUSED && status.since().isBefore(now.minus(NAME_MAY_BE_UNKNOWN));
        if (unreachable.nameUnknown() && forLong) {
            gone(unreachable.problem(), now);
        } else {
            become(PAUSED, now.plus(backoff.delay(failures)), failures, unreachable.problem(), now);
        }
    }

    private void gone(String problem, Instant now) {
        int tries = status.state() == GONE ? status.failures() + 1 : 1;
        Duration pause = GONE_PAUSES.get(Math.min(tries, GONE_PAUSES.size()) - 1);
        become(GONE, now.plus(pause), tries, problem, now);
    }

    private void unknown(Outcome.Unknown unknown, int failures, Instant now) {
        unknownInARow++;
        Duration asked = unknown.retryAfter();
        if (asked != null) {
            become(PAUSED, now.plus(asked), failures, unknown.problem(), now);
        } else if (!isOpen() || unknownInARow >= UNKNOWN_IN_A_ROW) {
            become(PAUSED, now.plus(backoff.delay(failures)), failures, unknown.problem(), now);
        }
    }

    private boolean refused(Outcome.Refused refused, FeedbackId id, boolean counts, Instant now) {
        String everything = "refuses everything: " + refused.problem();
        boolean stillEverything = status.state() == MISCONFIGURED && everything.equals(status.reason());
        if (stillEverything) {
            if (counts) {
                misconfigured(everything, now);
            }
            return true;
        }
        if (counts) {
            // It is there and answers for this assistant; whether it takes anything is seen next.
            open(now);
        }
        if (refusals.add(refused.problem(), id)) {
            misconfigured(everything, now);
            return true;
        }
        return false;
    }

    private void misconfigured(String problem, Instant now) {
        int tries = status.state() == MISCONFIGURED ? status.failures() + 1 : 1;
        Duration pause = new Backoff(FIRST_MISCONFIGURED_PAUSE, MAX_MISCONFIGURED_PAUSE, () -> 1).limit(tries);
        become(MISCONFIGURED, now.plus(pause), tries, problem, now);
    }

    private void open(Instant now) {
        unknownInARow = 0;
        if (!isOpen() || status.failures() > 0) {
            become(OPEN, null, 0, null, now);
        }
    }

    private void become(State state, @Nullable Instant nextAt, int failures, @Nullable String reason, Instant now) {
        listRead = false;
        Instant since = state == status.state() ? status.since() : now;
        status = new DestinationStatus(
                status.destination(), status.assistantId(), state, since, nextAt, failures, reason);
    }
}
