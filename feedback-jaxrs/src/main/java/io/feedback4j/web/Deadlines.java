package io.feedback4j.web;

import io.feedback4j.background.Loop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Gives answers that are not there yet a limited time; after that the request is answered without them.
 *
 * <p>The JDK's own timeouts are not used: their thread belongs to nobody and would keep the first application's class
 * loader for ever.
 *
 * <p>Thread-safe.
 */
final class Deadlines implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration IDLE_PAUSE = Duration.ofHours(1);

    private final long limitNanos;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private final Loop loop;
    private volatile boolean idle;
    private volatile boolean closed;

    /** @param limit how long an answer may take */
    Deadlines(Duration limit) {
        this.limitNanos = limit.toNanos();
        this.loop = Loop.start("deadlines", this::round, Duration.ofSeconds(1));
    }

    /** @return the same answer, or the other one when it takes too long */
    CompletionStage<Answer> limit(CompletionStage<Answer> stage, Supplier<Answer> late) {
        if (stage.toCompletableFuture().isDone()) {
            return stage;
        }
        Pending waiting = new Pending(late, System.nanoTime() + limitNanos);
        pending.add(waiting);
        CompletionStage<Answer> answered = stage.whenComplete((answer, failure) -> {
            pending.remove(waiting);
            waiting.answer.complete(answer == null ? late.get() : answer);
        });
        if (idle || closed) {
            idle = false;
            wakeOrGiveUp();
        }
        return answered.toCompletableFuture().isDone() ? answered : waiting.answer;
    }

    private void wakeOrGiveUp() {
        if (closed) {
            giveUpOn(Long.MAX_VALUE);
        } else {
            loop.wake();
        }
    }

    private Duration round() {
        giveUpOn(System.nanoTime());
        if (!pending.isEmpty()) {
            return PAUSE;
        }
        idle = true;
        return pending.isEmpty() ? IDLE_PAUSE : PAUSE;
    }

    private void giveUpOn(long now) {
        for (Pending waiting : pending) {
            if (closed || waiting.deadline - now < 0) {
                pending.remove(waiting);
                waiting.answer.complete(waiting.late.get());
            }
        }
    }

    /** Answers everything that still waits. Idempotent. */
    @Override
    public void close() {
        closed = true;
        loop.close();
        giveUpOn(System.nanoTime());
    }

    /** Compared by identity. */
    private static final class Pending {
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private final Supplier<Answer> late;
        private final long deadline;

        Pending(Supplier<Answer> late, long deadline) {
            this.late = late;
            this.deadline = deadline;
        }
    }
}
