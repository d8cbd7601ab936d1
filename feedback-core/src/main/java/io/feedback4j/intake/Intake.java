package io.feedback4j.intake;

import static java.util.Objects.requireNonNull;

import io.feedback4j.background.Loop;
import io.feedback4j.background.Workers;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.Written;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes feedback in: puts it in a bounded line, writes all that waits with one commit, and answers after it.
 *
 * <p>Thread-safe. No method but {@link #close()} blocks.
 */
public final class Intake implements AutoCloseable {
    private static final int ANSWERING_THREADS = 2;
    private static final int ANSWERS_AT_ONCE = 16;
    private static final Duration IDLE = Duration.ofHours(1);

    private final WaitingLine line;
    private final BatchWriter writer;
    private final int maxBatch;
    private final Duration grace;
    private final LongSupplier nanoTime;
    private final Workers answering;

    private volatile List<Waiting<?>> underWay = List.of();
    private @Nullable Loop loop;

    /**
     * How much is taken in.
     *
     * @param maxRows how many may wait
     * @param maxBytes how much memory what waits may take, about
     * @param maxBatch how many are written with one commit
     * @param grace how long {@link Intake#close()} waits for what is waiting
     */
    public record Options(int maxRows, long maxBytes, int maxBatch, Duration grace) {
        public Options {
            requireNonNull(grace, "grace");
        }

        /** 10,000 rows, 32 MiB, 256 with one commit, 2 seconds. */
        public static Options defaults() {
            return new Options(10_000, 32L << 20, 256, Duration.ofSeconds(2));
        }
    }

    private Intake(BatchWriter writer, Options options, LongSupplier nanoTime) {
        this.line = new WaitingLine(options.maxRows(), options.maxBytes());
        this.writer = writer;
        this.maxBatch = options.maxBatch();
        this.grace = options.grace();
        this.nanoTime = nanoTime;
        this.answering = new Workers("answer", ANSWERING_THREADS, options.grace());
    }

    /**
     * Starts taking in.
     *
     * @param listener hears of everything that was written, in the order of the commits, before it is answered; called
     *     by the thread that writes, so that it must be quick
     */
    public static Intake start(
            FeedbackStore store,
            FeedbackIds ids,
            InstantSource clock,
            Consumer<? super Written> listener,
            Options options) {
        return start(store, ids, clock, listener, options, System::nanoTime);
    }

    static Intake start(
            FeedbackStore store,
            FeedbackIds ids,
            InstantSource clock,
            Consumer<? super Written> listener,
            Options options,
            LongSupplier nanoTime) {
        Intake intake = new Intake(new BatchWriter(store, ids, clock, listener), options, nanoTime);
        intake.loop = Loop.start("intake", intake::round, options.grace());
        return intake;
    }

    /**
     * Hands feedback in. The stage completes when it is durable, or when it was not kept; exceptionally only for a bug.
     *
     * @param payloadHash given exactly when the feedback has an idempotency key
     */
    public CompletionStage<Submission> submit(NewFeedback feedback, @Nullable String payloadHash) {
        return join(new Waiting.ToKeep(feedback, payloadHash, nanoTime.getAsLong()));
    }

    /** Takes feedback back. The stage completes as that of {@link #submit} does. */
    public CompletionStage<Withdrawal> withdraw(String assistantId, FeedbackId id) {
        return join(new Waiting.ToWithdraw(assistantId, id, nanoTime.getAsLong()));
    }

    /** How many have no answer yet. */
    public int waiting() {
        return line.rows();
    }

    private <T> CompletionStage<T> join(Waiting<T> waiting) {
        switch (line.join(waiting)) {
            case FIRST -> wake();
            case JOINED -> {}
            case FULL -> waiting.tellBusy(Busy.soon(), Busy.FULL);
            case CLOSED -> waiting.tellBusy(Busy.later(), Busy.CLOSING);
        }
        return waiting.stage();
    }

    private void wake() {
        Loop running = loop;
        if (running != null) {
            running.wake();
        }
    }

    private Duration round() {
        List<Waiting<?>> batch = line.take(maxBatch);
        if (batch.isEmpty()) {
            return IDLE;
        }
        underWay = batch;
        writer.write(batch, nanoTime.getAsLong(), this::answer);
        underWay = List.of();
        return Duration.ZERO;
    }

    /** Elsewhere, so that the next commit need not wait for the answers of this one. */
    private void answer(List<BatchWriter.Answer> answers) {
        for (int start = 0; start < answers.size(); start += ANSWERS_AT_ONCE) {
            List<BatchWriter.Answer> some = answers.subList(start, Math.min(start + ANSWERS_AT_ONCE, answers.size()));
            try {
                answering.execute(() -> some.forEach(this::give));
            } catch (RejectedExecutionException e) {
                some.forEach(this::give);
            }
        }
    }

    private void give(BatchWriter.Answer answer) {
        if (answer.give()) {
            line.answered(answer.to());
        }
    }

    /**
     * Takes nothing in any more, writes what is waiting as long as the grace period allows, and answers everybody.
     * Idempotent.
     */
    @Override
    public void close() {
        line.close();
        wake();
        line.awaitEmpty(grace);
        Loop running = loop;
        if (running != null) {
            running.close();
        }
        answering.close();
        List<Waiting<?>> stuck = underWay;
        List<Waiting<?>> left = line.take(Integer.MAX_VALUE);
        stuck.forEach(this::turnAway);
        left.forEach(this::turnAway);
    }

    private void turnAway(Waiting<?> waiting) {
        if (waiting.tellBusy(Busy.later(), Busy.CLOSING)) {
            line.answered(waiting);
        }
    }

    /** When to come back, at random, so that not everybody comes back at once. */
    static final class Busy {
        static final String FULL = "Too much is waiting to be stored";
        static final String DOWN = "Feedback cannot be stored at the moment";
        static final String CLOSING = "The service is shutting down";

        private Busy() {}

        static Duration soon() {
            return Duration.ofSeconds(ThreadLocalRandom.current().nextLong(1, 3));
        }

        static Duration later() {
            return Duration.ofSeconds(ThreadLocalRandom.current().nextLong(5, 31));
        }
    }
}
