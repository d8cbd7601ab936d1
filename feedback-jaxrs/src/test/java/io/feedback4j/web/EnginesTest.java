package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.feedback4j.FeedbackService;
import io.feedback4j.SettingSource;
import io.feedback4j.testing.LogLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
    @TempDir
    private Path folder;

    @Test
    void oneServiceRunsForTwoWhoShareAStore() {
        Engine one = open(Map.of());
        try (Engine two = open(Map.of("feedback.settle-window", "PT1S"))) {
            assertThat(two.service()).isPresent().isEqualTo(one.service());

            one.close();
            one.close();
            assertThat(isUp(two)).isTrue();
        }
    }

    @Test
    void theStoreIsFreeAgainAfterTheLastHasGone() {
        FeedbackService first;
        try (Engine engine = open(Map.of())) {
            first = engine.service().orElseThrow();
        }
        try (Engine engine = open(Map.of())) {
            assertThat(engine.service().orElseThrow()).isNotSameAs(first);
            assertThat(isUp(engine)).isTrue();
        }
    }

    @Test
    void aSecondWayInJoinsTheServiceThatTheHostHasBuilt() {
        try (Engine source = open(Map.of())) {
            FeedbackService own = source.service().orElseThrow();
            try (Engine over = Engines.over(own, request -> "somebody");
                    Engine joined = open(Map.of())) {
                assertThat(joined.service()).contains(own);
                assertThat(over.service()).contains(own);
            }
            assertThat(own.health().up()).isTrue();
        }
    }

    @Test
    void wrongSettingsRefuseEveryRequest() {
        try (Engine engine = open(Map.of("feedback.settle-window", "soon"))) {
            Answer answer =
                    engine.handle(TestRequest.vote("{}")).toCompletableFuture().join();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers())
                    .containsEntry("Content-Type", Answers.PROBLEM_JSON)
                    .containsEntry("Retry-After", "60")
                    .containsEntry("Cache-Control", "no-store")
                    .containsEntry("X-Content-Type-Options", "nosniff");
            JsonNode problem = TestHost.json(answer);
            assertThat(problem.path("type").asText()).isEqualTo(ProblemKind.BUSY.type());
            assertThat(problem.path("code").asInt()).isEqualTo(ProblemKind.BUSY.code());
            assertThat(problem.path("more_info").asText()).startsWith("/api/feedback/openapi.json#");
            assertThat(engine.service()).isEmpty();
        }
    }

    @Test
    void nothingRunsWhenDisabled() {
        SettingSource off = source(Map.of("feedback.enabled", "false", "feedback.settle-window", "soon"));

        assertThat(Engines.open(List.of(off), folder, VoterResolver.anonymous()))
                .isEmpty();
    }

    @Test
    void warnsOfAnUnknownVariableOnce() {
        SettingSource environment = SettingSource.environment(Map.of("FEEDBACK_OF_ENGINES_TEST", "1"));
        List<String> lines = LogLines.during(() -> {
            for (int i = 0; i < 2; i++) {
                Engines.open(List.of(environment), folder, VoterResolver.anonymous())
                        .orElseThrow()
                        .close();
            }
        });

        assertThat(lines)
                .filteredOn(line -> line.contains("FEEDBACK_OF_ENGINES_TEST"))
                .hasSize(1);
    }

    @Test
    void whereNobodyElseCanWaitNothingIsKeptAndReadingGoesOn() {
        AtomicInteger kept = new AtomicInteger();
        Engine full = new Engine(
                null,
                (request, admission) -> {
                    boolean admitted = request.method().equals("GET") || admission.getAsBoolean();
                    kept.addAndGet(admitted ? 1 : 0);
                    return CompletableFuture.completedFuture(new Answer(admitted ? 200 : 503, Map.of(), new byte[0]));
                },
                new Semaphore(0),
                () -> {});

        assertThat(full.await(TestRequest.vote("{}")).status()).isEqualTo(503);
        assertThat(kept).hasValue(0);
        assertThat(full.await(TestRequest.get("feedback/health")).status()).isEqualTo(200);
    }

    @Test
    void whoHasItsAnswerMakesRoomForTheNext() {
        Engine engine = new Engine(
                null,
                (request, admission) -> CompletableFuture.completedFuture(
                        new Answer(admission.getAsBoolean() ? 202 : 503, Map.of(), new byte[0])),
                new Semaphore(1),
                () -> {});

        for (int i = 0; i < 3; i++) {
            assertThat(engine.await(TestRequest.vote("{}")).status()).isEqualTo(202);
        }
    }

    @Test
    void anInterruptedHostThreadStaysInterrupted() {
        Engine engine = new Engine(null, (request, admission) -> new CompletableFuture<>(), new Semaphore(1), () -> {});
        Thread.currentThread().interrupt();

        Answer answer = engine.await(TestRequest.vote("{}"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.status()).isEqualTo(503);
    }

    private Engine open(Map<String, String> settings) {
        return Engines.open(List.of(source(settings)), folder, VoterResolver.anonymous())
                .orElseThrow();
    }

    private static SettingSource source(Map<String, String> settings) {
        return SettingSource.of("test", settings::get, settings.keySet());
    }

    /** Asked anew, for it is computed now and then. */
    private static boolean isUp(Engine engine) {
        return engine.service().orElseThrow().health().up();
    }
}
