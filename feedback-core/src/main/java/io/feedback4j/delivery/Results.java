package io.feedback4j.delivery;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.store.Claim;
import io.feedback4j.store.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an outcome means for one delivery. Attempts and age are without limit. Not thread-safe. */
final class Results {
    /** While everything is refused each probe tries another record, for this long, so that one bad record cannot hide it. */
    private static final Duration SET_ASIDE = Duration.ofHours(1);

    private final UncertaintyPolicy policy;
    private final Duration grace;
    private final Backoff backoff;
    private final @Nullable SecondLook secondLook;

    /** @param listed whether what is there can be looked at */
    Results(UncertaintyPolicy policy, Duration grace, Backoff backoff, boolean listed) {
        this.policy = policy;
        this.grace = grace;
        this.backoff = backoff;
        this.secondLook = listed ? new SecondLook(grace) : null;
    }

    /** @param blamed whether a refusal is the destination's fault and not this record's */
    DeliveryResult of(Sending sending, Outcome outcome, boolean blamed, Instant now) {
        Claim claim = sending.claim();
        if (outcome instanceof Outcome.Delivered delivered) {
            Instant again = secondLook == null ? null : secondLook.after(now);
            return new DeliveryResult(
                    claim, DeliveryState.DELIVERED, again, 0, true, delivered.upstreamId(), null, null);
        } else if (outcome instanceof Outcome.Unreachable unreachable) {
            return ready(claim, now, true, null, unreachable.problem());
        } else if (outcome instanceof Outcome.Throttled) {
            return ready(claim, now, false, 429, "asked to send less (429)");
        } else if (outcome instanceof Outcome.Unknown unknown) {
            return unknown(claim, unknown.httpStatus(), unknown.problem(), now);
        } else if (outcome instanceof Outcome.Refused refused) {
            return blamed
                    ? ready(claim, setAside(sending, now), true, refused.httpStatus(), refused.problem())
                    : rejected(claim, refused);
        } else if (outcome instanceof Outcome.Misconfigured misconfigured) {
            return ready(claim, now, true, misconfigured.httpStatus(), misconfigured.problem());
        } else if (outcome instanceof Outcome.Gone gone) {
            return ready(claim, now, true, gone.httpStatus(), gone.problem());
        }
        throw new AssertionError(outcome);
    }

    /** It was never sent, and may be claimed again at once. */
    static DeliveryResult givenBack(Claim claim, Instant now) {
        return ready(claim, now, false, null, null);
    }

    /** It may be there or not. */
    DeliveryResult unknown(Claim claim, @Nullable Integer httpStatus, String problem, Instant now) {
        if (policy == UncertaintyPolicy.RESEND) {
            Instant nextAt = now.plus(backoff.delay(claim.attempts()));
            return new DeliveryResult(claim, DeliveryState.READY, nextAt, 0, true, null, httpStatus, problem, true);
        }
        return new DeliveryResult(claim, DeliveryState.UNCERTAIN, now.plus(grace), 0, true, null, httpStatus, problem);
    }

    private static DeliveryResult ready(
            Claim claim, Instant nextAt, boolean counts, @Nullable Integer httpStatus, @Nullable String problem) {
        return new DeliveryResult(claim, DeliveryState.READY, nextAt, 0, counts, null, httpStatus, problem);
    }

    private static DeliveryResult rejected(Claim claim, Outcome.Refused refused) {
        return new DeliveryResult(
                claim, DeliveryState.REJECTED, null, 0, true, null, refused.httpStatus(), refused.problem());
    }

    private static Instant setAside(Sending sending, Instant now) {
        return sending.probe() ? now.plus(SET_ASIDE) : now;
    }
}
