package io.feedback4j.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.FeedbackService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A handler over a real service and a real store, and a host who knows who is voting when a test says so. */
final class TestHost implements AutoCloseable {
    static final String ASSISTANT = "aia_asst_1/x";
    static final String LIST = "v1/Assistants/default/Feedbacks";
    static final String PASSWORD = "correct horse";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    final FeedbackService service;
    final FeedbackHandler handler;
    final AtomicReference<String> voter = new AtomicReference<>("");
    final AtomicLong nanos = new AtomicLong();

    private TestHost(FeedbackConfig config) {
        this.service = FeedbackService.builder().config(config).build();
        this.handler = new FeedbackHandler(service, request -> voter.get(), nanos::get);
    }

    static TestHost start(FeedbackConfig.Builder config, Path folder) {
        return new TestHost(config.storeFile(folder.resolve("feedback.db")).build());
    }

    /** With an admin and two assistants, without limits; nothing settles while a test runs. */
    static TestHost start(Path folder) {
        return start(config(), folder);
    }

    static FeedbackConfig.Builder config() {
        return FeedbackConfig.builder()
                .assistants(ASSISTANT, "aia_asst_2")
                .admin("admin", PASSWORD)
                .settleWindow(Duration.ofMinutes(5))
                .rateLimits(new RateLimits(null, null, null));
    }

    Answer send(Request request) {
        try {
            return handler.handle(request).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Gives feedback that is taken. */
    JsonNode vote(String json) {
        return accepted(TestRequest.vote(json));
    }

    JsonNode accepted(Request request) {
        Answer answer = send(request);
        if (answer.status() != 202) {
            throw new AssertionError(answer.status() + ": " + json(answer));
        }
        return json(answer);
    }

    /** What an admin is answered. */
    JsonNode read(String target) {
        return json(send(admin(TestRequest.get(target))));
    }

    static TestRequest admin(TestRequest request) {
        return request.basic("admin", PASSWORD);
    }

    static JsonNode json(Answer answer) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
