package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackConfig.RateLimits;
import io.feedback4j.FeedbackService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes in: the caller is told politely, and nothing of our inside gets out. */
@TestInstance(Lifecycle.PER_CLASS)
class HostileBodiesTest {
    private static final List<String> INSIDES = List.of(
            "Exception", "jackson", "JsonToken", "line:", "column", "java.", "Source", "Unexpected", "token", "at [");

    private final ObjectMapper mapper = new ObjectMapper();
    private FeedbackService service;
    private FeedbackHandler handler;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = FeedbackService.builder()
                .config(FeedbackConfig.builder()
                        .storeFile(folder.resolve("feedback.db"))
                        .rateLimits(new RateLimits(null, null, null))
                        .build())
                .build();
        handler = new FeedbackHandler(service, VoterResolver.anonymous());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    static Stream<Arguments> bodies() {
        return HostileBodies.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void refusesABodyThatIsNotFeedback(String name, byte[] body) throws Exception {
        TestRequest request =
                TestRequest.of("POST", "v1/Assistants/default/Feedbacks").json(body);

        Answer answer = handler.handle(request).toCompletableFuture().get(30, TimeUnit.SECONDS);

        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isIn(Set.of(400, 413));
        assertThat(answer.headers())
                .containsEntry("Content-Type", "application/problem+json;charset=UTF-8")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(text).doesNotContain(HostileBodies.CANARY);
        INSIDES.forEach(inside -> assertThat(text).doesNotContain(inside));
        JsonNode problem = mapper.readTree(text);
        assertThat(problem.path("status").asInt()).isEqualTo(answer.status());
        assertThat(problem.path("code").asInt() / 100).isEqualTo(answer.status());
        assertThat(problem.path("detail").asText())
                .isNotBlank()
                .isEqualTo(problem.path("message").asText());
        problem.path("errors")
                .forEach(error -> assertThat(error.path("detail").asText()).isNotBlank());
    }

    @Test
    void knowsManyWaysToBeWrong() {
        Map<String, byte[]> all = HostileBodies.all();

        assertThat(all).hasSizeGreaterThan(150);
    }
}
