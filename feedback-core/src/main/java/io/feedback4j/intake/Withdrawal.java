package io.feedback4j.intake;

import io.feedback4j.model.Feedback;
import java.time.Duration;
import java.util.function.Function;

/** What became of a wish to take feedback back. */
public sealed interface Withdrawal {

    /** Handles every outcome; a new one will not compile until each caller handles it. */
    <R> R fold(Function<Done, R> done, Function<Unknown, R> unknown, Function<Busy, R> busy);

    /**
     * It is taken back, now or already earlier.
     *
     * @param stillUpstream whether a destination has it or may have it, and cannot give it back
     */
    record Done(Feedback feedback, boolean stillUpstream) implements Withdrawal {
        @Override
        public <R> R fold(Function<Done, R> done, Function<Unknown, R> unknown, Function<Busy, R> busy) {
            return done.apply(this);
        }
    }

    /** There is no such feedback. */
    record Unknown() implements Withdrawal {
        @Override
        public <R> R fold(Function<Done, R> done, Function<Unknown, R> unknown, Function<Busy, R> busy) {
            return unknown.apply(this);
        }
    }

    /** It could not be written down; the same may be sent again. */
    record Busy(Duration retryAfter, String reason) implements Withdrawal {
        @Override
        public <R> R fold(Function<Done, R> done, Function<Unknown, R> unknown, Function<Busy, R> busy) {
            return busy.apply(this);
        }
    }
}
