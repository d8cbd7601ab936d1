package io.feedback4j.web;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.feedback4j.FeedbackService;
import io.feedback4j.background.AtExit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a way in hands its requests to: one share of a running service, or, where the settings are wrong, the same
 * refusal for every request. Got from {@link Engines}.
 *
 * <p>Thread-safe.
 */
public final class Engine implements AutoCloseable {
    /** How long an answer may take. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private static final int MAX_WAITING_THREADS = 64;
    /** The answer's own limit comes first; this one only guards against its failing. */
    private static final Duration WAITING_LIMIT = ANSWER_LIMIT.plusSeconds(1);

    private final @Nullable FeedbackService service;
    private final BiFunction<Request, BooleanSupplier, CompletionStage<Answer>> answers;
    private final Runnable release;
    private final Semaphore waiting;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable AtExit exit;

    Engine(
            @Nullable FeedbackService service,
            BiFunction<Request, BooleanSupplier, CompletionStage<Answer>> answers,
            Semaphore waiting,
            Runnable release) {
        this.service = service;
        this.answers = answers;
        this.waiting = waiting;
        this.release = release;
    }

    /** Answers every request with 503, where nothing can be started. */
    public static Engine refusing() {
        return new Engine(
                null,
                (request, admission) -> CompletableFuture.completedFuture(Unavailable.misconfigured(linksOf(request))),
                newWaitingRoom(),
                () -> {});
    }

    /** The service behind it; empty where wrong settings kept it from starting. */
    public Optional<FeedbackService> service() {
        return Optional.ofNullable(service);
    }

    /** How many threads may wait at once for the same service. */
    static Semaphore newWaitingRoom() {
        return new Semaphore(MAX_WAITING_THREADS);
    }

    /**
     * Answers a request whose path is one of ours. Never throws, never completes exceptionally, and completes within
     * two seconds, on this thread or another.
     */
    public CompletionStage<Answer> handle(Request request) {
        return answers.apply(request, () -> true);
    }

    /**
     * The same where the host cannot wait without a thread: waits on this one. When 64 threads wait for the disk already,
     * the answer is 503 and nothing is kept. Who only reads, or is still sending, takes none of the 64 places.
     */
    public Answer await(Request request) {
        AtomicBoolean holds = new AtomicBoolean();
        try {
            return answers.apply(request, () -> admit(holds))
                    .toCompletableFuture()
                    .get(WAITING_LIMIT.toMillis(), MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Unavailable.late(linksOf(request));
        } catch (ExecutionException | TimeoutException e) {
            return Unavailable.late(linksOf(request));
        } finally {
            if (holds.get()) {
                waiting.release();
            }
        }
    }

    private boolean admit(AtomicBoolean holds) {
        boolean admitted = waiting.tryAcquire();
        holds.set(admitted);
        return admitted;
    }

    private static Links linksOf(Request request) {
        return Links.of(null, request);
    }

    /**
     * Closes this engine when the JVM ends, if nobody has done so before. Only for hosts that do not tell when they
     * stop.
     */
    public void closeAtExit() {
        exit = AtExit.run(this::close);
    }

    /** Gives the share back; the last one closes the service. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            AtExit hook = exit;
            if (hook != null) {
                hook.close();
            }
            release.run();
        }
    }
}
