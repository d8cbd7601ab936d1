package io.feedback4j.benchmark;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** A service with a small heap. Takes votes for as many seconds as it reads a line with; ends when its input does. */
public final class BacklogHost {
    private static final int AT_ONCE = 64;

    private BacklogHost() {}

    /** @param arguments the database's file, the upstream, how many exchanges at once */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        FeedbackConfig config = FeedbackConfig.builder()
                .assistants(BacklogBenchmark.ASSISTANT)
                .storeFile(Path.of(arguments[0]))
                .twilioBaseUrl(URI.create(arguments[1]))
                .twilioApiKey("key", "secret")
                .deliveryConcurrency(Integer.parseInt(arguments[2]))
                .build();
        try (FeedbackService service = FeedbackService.builder().config(config).build();
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("started");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(vote(service, Duration.ofSeconds(Integer.parseInt(line))));
            }
        }
    }

    /** @return how many a second were durable */
    private static long vote(FeedbackService service, Duration time) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicLong durable = new AtomicLong();
        long begin = System.nanoTime();
        for (long n = 0; System.nanoTime() - begin < time.toNanos(); n++) {
            Target target = new Target(BacklogBenchmark.ASSISTANT, "new-" + begin + "-" + n, "aia_msg_" + n, "");
            free.acquire();
            service.submit(new NewFeedback(target, new Opinion(1.0, BacklogBenchmark.TEXT, List.of()), null), null)
                    .whenComplete((submission, bug) -> {
                        durable.incrementAndGet();
                        free.release();
                    });
        }
        free.acquire(AT_ONCE);
        return durable.get() * 1_000_000_000L / (System.nanoTime() - begin);
    }
}
