package io.feedback4j.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens, page by page. */
class EventsEndpointTest {
    private static final String EVENTS = "feedback/events";

    @TempDir
    private Path folder;

    private TestHost host;

    @BeforeEach
    void start() {
        host = TestHost.start(folder);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void tellsWhatWasGivenAndChangedBehindACursor() {
        String start = host.read(EVENTS).path("next").asText();
        String up = host.vote("{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":1,\"text\":\"quiet\"}")
                .path("id")
                .asText();
        String down = host.vote("{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":0}")
                .path("id")
                .asText();

        List<JsonNode> events = events(start, 3);

        assertThat(events)
                .extracting(event -> event.path("change").asText() + " "
                        + event.path("feedback_id").asText())
                .containsExactlyInAnyOrder("given " + up, "given " + down, "replaced " + up);
        JsonNode given = events.stream()
                .filter(event -> event.path("feedback_id").asText().equals(down))
                .findFirst()
                .orElseThrow();
        assertThat(given.path("type").asText()).isEqualTo("feedback");
        assertThat(given.path("assistant_id").asText()).isEqualTo(TestHost.ASSISTANT);
        assertThat(given.path("session_id").asText()).isEqualTo("s");
        assertThat(given.path("message_id").asText()).isEqualTo("m");
        assertThat(given.path("score").isInt()).isTrue();
        assertThat(given.path("status").asText()).isEqualTo("current");
        assertThat(events.toString()).doesNotContain("quiet");
    }

    /** They are told a little after they happened. */
    private List<JsonNode> events(String start, int count) {
        List<JsonNode> events = new ArrayList<>();
        String after = start;
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (events.size() < count && System.nanoTime() < end) {
            JsonNode page = host.read(EVENTS + "?limit=1&after=" + after);
            page.path("events").forEach(events::add);
            after = page.path("next").asText();
        }
        return events;
    }

    @Test
    void beginsWhereAMomentIsNamed() {
        String id = host.vote("{\"session_id\":\"s\",\"score\":1}").path("id").asText();

        String start = host.read(EVENTS + "?since=2020-01-01T00:00:00Z&limit=1")
                .path("next")
                .asText();

        assertThat(start).isNotEmpty();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode page = host.read(EVENTS + "?since=2020-01-01T00:00:00Z");
        while (page.path("events").isEmpty() && System.nanoTime() < end) {
            page = host.read(EVENTS + "?since=2020-01-01T00:00:00Z");
        }
        assertThat(page.path("events").path(0).path("feedback_id").asText()).isEqualTo(id);
        assertThat(page.path("more").isBoolean()).isTrue();
    }

    @Test
    void isForReaders() {
        assertThat(host.send(TestRequest.get(EVENTS)).status()).isEqualTo(401);
        assertThat(host.send(TestRequest.get(EVENTS).basic("admin", "guess")).status())
                .isEqualTo(401);
    }

    @Test
    void refusesACursorThatItNeverGave() {
        String forged = Base64.getUrlEncoder().encodeToString("1.9.x.y".getBytes(StandardCharsets.UTF_8));
        for (String cursor : new String[] {"x", "%00", forged, "a".repeat(5_000)}) {
            Answer answer = host.send(TestHost.admin(TestRequest.get(EVENTS + "?after=" + cursor)));

            assertThat(answer.status()).as(cursor).isEqualTo(400);
            assertThat(TestHost.json(answer)
                            .path("errors")
                            .path(0)
                            .path("field")
                            .asText())
                    .isEqualTo("after");
        }
    }

    @Test
    void saysWhereThereIsNoStreamHowElseToAsk() {
        TestRequest stream = TestHost.admin(TestRequest.get(EVENTS).header("Accept", "text/event-stream"));
        TestRequest either =
                TestHost.admin(TestRequest.get(EVENTS).header("Accept", "text/event-stream, application/json;q=0.5"));

        assertThat(host.send(stream).status()).isEqualTo(406);
        assertThat(host.send(either).status()).isEqualTo(200);
    }
}
