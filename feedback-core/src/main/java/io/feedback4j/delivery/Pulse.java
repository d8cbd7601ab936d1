package io.feedback4j.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether rounds still come to their end, for whoever asks after the health. Thread-safe. */
final class Pulse {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Beat last;
    private volatile @Nullable String failure;

    private record Beat(Instant at, long nanos) {}

    Pulse(InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.last = now();
    }

    /** Runs one round and notes how it ended. */
    <T> T of(Supplier<T> round) {
        try {
            T result = round.get();
            last = now();
            failure = null;
            return result;
        } catch (RuntimeException | Error e) {
            // Not its words, which could quote feedback.
            failure = e.getClass().getName();
            throw e;
        }
    }

    /** When a round last came to its end; before the first, when this began. */
    Instant lastAt() {
        return last.at();
    }

    /** What the last round failed with; {@code null} when it did not. */
    @Nullable
    String failure() {
        return failure;
    }

    /** What an operator should know, in plain words; {@code null} when all is well. */
    @Nullable
    String problem() {
        String failed = failure;
        Beat seen = last;
        if (failed != null) {
            return "nothing has been delivered since " + seen.at() + ": each round fails with " + failed
                    + ", as the log says";
        }
        boolean silent = nanoTime.getAsLong() - seen.nanos() > LONGEST_SILENCE.toNanos();
        return silent ? "nothing has been delivered since " + seen.at() + ": a round does not come to its end" : null;
    }

    private Beat now() {
        return new Beat(clock.instant(), nanoTime.getAsLong());
    }
}
