package io.feedback4j.intake;

import io.feedback4j.model.FeedbackRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** What became of feedback that was handed in. Expected outcomes are values; only bugs are exceptions. */
public sealed interface Submission {

    /**
     * Handles every outcome. A new outcome will not compile until each caller handles it, which {@code switch} cannot
     * promise before Java 21.
     */
    <R> R fold(
            Function<Accepted, R> accepted,
            Function<Repeated, R> repeated,
            Function<KeyConflict, R> keyConflict,
            Function<Busy, R> busy);

    /**
     * It is durable, and it is the current feedback of its target.
     *
     * @param settledAt until when it can be changed or taken back without a trace at the destinations
     */
    record Accepted(FeedbackRecord record, Instant settledAt) implements Submission {
        @Override
        public <R> R fold(
                Function<Accepted, R> accepted,
                Function<Repeated, R> repeated,
                Function<KeyConflict, R> keyConflict,
                Function<Busy, R> busy) {
            return accepted.apply(this);
        }
    }

    /** The same request came before under the same idempotency key; this is what was kept then. */
    record Repeated(FeedbackRecord record) implements Submission {
        @Override
        public <R> R fold(
                Function<Accepted, R> accepted,
                Function<Repeated, R> repeated,
                Function<KeyConflict, R> keyConflict,
                Function<Busy, R> busy) {
            return repeated.apply(this);
        }
    }

    /** Another request came before under the same idempotency key. Nothing was kept. */
    record KeyConflict() implements Submission {
        @Override
        public <R> R fold(
                Function<Accepted, R> accepted,
                Function<Repeated, R> repeated,
                Function<KeyConflict, R> keyConflict,
                Function<Busy, R> busy) {
            return keyConflict.apply(this);
        }
    }

    /**
     * It could not be kept: too much is waiting, the store is down, or the host is shutting down. The same may be sent
     * again.
     *
     * @param retryAfter when to try again
     * @param reason why, in words that are safe to show to a stranger
     */
    record Busy(Duration retryAfter, String reason) implements Submission {
        @Override
        public <R> R fold(
                Function<Accepted, R> accepted,
                Function<Repeated, R> repeated,
                Function<KeyConflict, R> keyConflict,
                Function<Busy, R> busy) {
            return busy.apply(this);
        }
    }
}
