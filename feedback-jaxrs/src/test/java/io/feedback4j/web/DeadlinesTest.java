package io.feedback4j.web;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Answer LATE = new Answer(503, Map.of(), new byte[] {1});
    private static final Answer READY = new Answer(202, Map.of(), new byte[] {2});

    @Test
    void answersOtherwiseWhenItTakesTooLong() throws Exception {
        try (Deadlines deadlines = new Deadlines(Duration.ofMillis(1))) {
            CompletableFuture<Answer> never = new CompletableFuture<>();

            assertThat(limited(deadlines, never).get(30, SECONDS)).isSameAs(LATE);
            assertThat(limited(deadlines, never).get(30, SECONDS)).isSameAs(LATE);
        }
    }

    @Test
    void passesOnWhatComesInTime() throws Exception {
        try (Deadlines deadlines = new Deadlines(Duration.ofHours(1))) {
            CompletableFuture<Answer> later = new CompletableFuture<>();
            CompletableFuture<Answer> limited = limited(deadlines, later);
            later.complete(READY);

            assertThat(limited.get(30, SECONDS)).isSameAs(READY);
            assertThat(limited(deadlines, CompletableFuture.completedFuture(READY))
                            .join())
                    .isSameAs(READY);
        }
    }

    @Test
    void answersWhoeverStillWaitsWhenItIsClosed() throws Exception {
        Deadlines deadlines = new Deadlines(Duration.ofHours(1));
        CompletableFuture<Answer> before = limited(deadlines, new CompletableFuture<>());

        deadlines.close();
        deadlines.close();

        assertThat(before.get(30, SECONDS)).isSameAs(LATE);
        assertThat(limited(deadlines, new CompletableFuture<>()).get(30, SECONDS))
                .isSameAs(LATE);
    }

    private static CompletableFuture<Answer> limited(Deadlines deadlines, CompletableFuture<Answer> stage) {
        return deadlines.limit(stage, () -> LATE).toCompletableFuture();
    }
}
