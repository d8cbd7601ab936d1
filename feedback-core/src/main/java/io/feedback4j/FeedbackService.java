package io.feedback4j;

import io.feedback4j.intake.Submission;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Target;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes feedback, keeps it, lets it settle and forwards it. One per application; {@link #close()} it when the
 * application stops.
 *
 * <p>Thread-safe. Nothing here blocks for longer than a read of the store, and no method that takes feedback blocks at
 * all.
 */
public final class FeedbackService implements AutoCloseable {
    private final FeedbackConfig config;

    private FeedbackService(FeedbackConfig config) {
        this.config = config;
    }

    /** How it was told to work. */
    public FeedbackConfig config() {
        return config;
    }

    /**
     * Hands feedback in. The stage completes when it is durable, or when it is certain that it was not kept; never
     * exceptionally but for a bug.
     *
     * @param payloadHash a hash of the whole request, given exactly when the feedback has an idempotency key
     */
    public CompletionStage<Submission> submit(NewFeedback feedback, @Nullable String payloadHash) {
        throw new UnsupportedOperationException();
    }

    /** Takes feedback back: blanks its text and reasons, and cancels what is not on its way yet. Repeating is harmless. */
    public CompletionStage<Withdrawal> withdraw(String assistantId, FeedbackId id) {
        throw new UnsupportedOperationException();
    }

    /** A page of records, newest first. @throws StoreException while the store is down */
    public List<FeedbackRecord> list(FeedbackQuery query) {
        throw new UnsupportedOperationException();
    }

    /** One record. @throws StoreException while the store is down */
    public Optional<FeedbackRecord> find(String assistantId, FeedbackId id) {
        throw new UnsupportedOperationException();
    }

    /** What was said on a target, newest first, at most 100. @throws StoreException while the store is down */
    public List<Feedback> history(Target target) {
        throw new UnsupportedOperationException();
    }

    /** The current feedback of a session, newest first, at most 1,000. @throws StoreException while the store is down */
    public List<Feedback> current(String assistantId, String sessionId, String voter) {
        throw new UnsupportedOperationException();
    }

    /**
     * A keyed hash (HMAC-SHA-256) with this store's own secret: the same on every node and after a restart. Used for
     * what a caller must give back unchanged.
     *
     * @param purpose keeps values of different kinds apart
     * @throws StoreException while the store is down
     */
    public byte[] sign(String purpose, String value) {
        throw new UnsupportedOperationException();
    }

    /** How it is doing; computed every few seconds, so that asking is cheap. Never throws. */
    public Health health() {
        throw new UnsupportedOperationException();
    }

    /**
     * Stops in order: takes nothing more in, finishes the running commit, gives running exchanges a few seconds, closes
     * what it opened. What has not been forwarded is forwarded after the next start. Idempotent.
     */
    @Override
    public void close() {}

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Assembles a service. Not thread-safe. */
    public static final class Builder {
        private FeedbackConfig config = FeedbackConfig.builder().build();

        private Builder() {}

        /** Default: {@link FeedbackConfig.Builder}'s defaults. */
        public Builder config(FeedbackConfig config) {
            this.config = config;
            return this;
        }

        /** Opens the store and starts working. A store that is down does not fail this: it is tried again. */
        public FeedbackService build() {
            return new FeedbackService(config);
        }
    }
}
