package io.feedback4j.intake;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.MessageContext;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.store.Change;
import io.feedback4j.store.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits to be written down, and somebody who waits for the answer.
 *
 * @param <T> what the somebody is told
 */
abstract class Waiting<T> {
    private static final int OVERHEAD_BYTES = 400;

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final long bytes;
    private final long sinceNanos;

    private Waiting(long chars, long sinceNanos) {
        this.bytes = OVERHEAD_BYTES + 2 * chars;
        this.sinceNanos = sinceNanos;
    }

    /** About how much memory it takes. */
    final long bytes() {
        return bytes;
    }

    final long waitedNanos(long nowNanos) {
        return nowNanos - sinceNanos;
    }

    /** Cannot be completed by the one who waits. */
    final CompletionStage<T> stage() {
        return answer.minimalCompletionStage();
    }

    /** Called when its turn has come, so that ids grow in the order in which things are written. */
    abstract Change change(FeedbackIds ids, Instant now);

    abstract T answerTo(Written written);

    abstract T busyAnswer(Duration retryAfter, String reason);

    /** @return whether nobody answered before */
    final boolean tell(Written written) {
        try {
            return answer.complete(answerTo(written));
        } catch (RuntimeException e) {
            return tell(e);
        }
    }

    /** @return whether nobody answered before */
    final boolean tellBusy(Duration retryAfter, String reason) {
        return answer.complete(busyAnswer(retryAfter, reason));
    }

    /** Only for a bug. @return whether nobody answered before */
    final boolean tell(Throwable bug) {
        return answer.completeExceptionally(bug);
    }

    /** Feedback to keep. */
    static final class ToKeep extends Waiting<Submission> {
        private final NewFeedback feedback;
        private final @Nullable String payloadHash;

        ToKeep(NewFeedback feedback, @Nullable String payloadHash, long sinceNanos) {
            super(
                    feedback.opinion().text().length()
                            + feedback.target().sessionId().length()
                            + bytes(feedback.context())
                            + 1_000L,
                    sinceNanos);
            if ((payloadHash == null) != (feedback.idempotencyKey() == null)) {
                throw new IllegalArgumentException("an idempotency key and its payload hash come together");
            }
            this.feedback = feedback;
            this.payloadHash = payloadHash;
        }

        private static long bytes(@Nullable MessageContext context) {
            return context == null
                    ? 0
                    : context.question().length() + context.answer().length();
        }

        @Override
        Change change(FeedbackIds ids, Instant now) {
            return new Change.Accept(ids.next(), feedback, payloadHash, now);
        }

        @Override
        Submission answerTo(Written written) {
            if (written instanceof Written.Kept kept) {
                return new Submission.Accepted(kept.record(), kept.settledAt());
            }
            if (written instanceof Written.Repeated repeated) {
                return new Submission.Repeated(repeated.record());
            }
            if (written instanceof Written.KeyConflict) {
                return new Submission.KeyConflict();
            }
            throw unexpected(written);
        }

        @Override
        Submission busyAnswer(Duration retryAfter, String reason) {
            return new Submission.Busy(retryAfter, reason);
        }
    }

    /** Feedback to take back. */
    static final class ToWithdraw extends Waiting<Withdrawal> {
        private final String assistantId;
        private final FeedbackId id;

        ToWithdraw(String assistantId, FeedbackId id, long sinceNanos) {
            super(assistantId.length(), sinceNanos);
            this.assistantId = assistantId;
            this.id = id;
        }

        @Override
        Change change(FeedbackIds ids, Instant now) {
            return new Change.Withdraw(assistantId, id, now);
        }

        @Override
        Withdrawal answerTo(Written written) {
            if (written instanceof Written.Withdrawn withdrawn) {
                return new Withdrawal.Done(withdrawn.feedback(), withdrawn.stillUpstream());
            }
            if (written instanceof Written.Unknown) {
                return new Withdrawal.Unknown();
            }
            throw unexpected(written);
        }

        @Override
        Withdrawal busyAnswer(Duration retryAfter, String reason) {
            return new Withdrawal.Busy(retryAfter, reason);
        }
    }

    private static IllegalStateException unexpected(Written written) {
        return new IllegalStateException(
                written instanceof Written.Refused refused
                        ? "the store refuses this one: " + refused.problem()
                        : "the store answered with " + written.getClass().getSimpleName());
    }
}
