package io.feedback4j.faults;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/** Clients that vote until they are stopped. Thread-safe. */
final class Load implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<Void>> running = new ArrayList<>();
    private volatile boolean over;
    private volatile boolean givenUp;

    Load(Plan plan, Bench.Books books) {
        this.threads = Executors.newFixedThreadPool(plan.clients());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        for (int i = 0; i < plan.clients(); i++) {
            running.add(threads.submit(new Voter(this, plan, i, books, client)));
        }
    }

    boolean isOver() {
        return over;
    }

    boolean hasGivenUp() {
        return givenUp;
    }

    /** Lets everybody have the answer to their last word; who does not get one in time gives up. */
    void stop(Duration limit) throws Exception {
        over = true;
        long end = System.nanoTime() + limit.toNanos();
        for (Future<Void> one : running) {
            try {
                one.get(Math.max(0, end - System.nanoTime()), NANOSECONDS);
            } catch (TimeoutException e) {
                givenUp = true;
                one.get();
            }
        }
        close();
    }

    /** Waits until everybody has said all that the plan lets them. */
    void await() throws Exception {
        for (Future<Void> one : running) {
            one.get();
        }
    }

    /** Nobody waits for an answer any more. */
    void giveUp() throws Exception {
        over = true;
        givenUp = true;
        await();
    }

    @Override
    public void close() {
        over = true;
        givenUp = true;
        threads.shutdownNow();
    }
}
