package io.feedback4j.hosts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.servlet.FeedbackFilter;
import jakarta.servlet.DispatcherType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Server-sent events by each way in that can go on answering. */
@Timeout(60)
class EventStreamTest {
    private static final String VOTE = "{\"session_id\":\"s\",\"message_id\":\"m\",\"score\":1}";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("admin:correct horse".getBytes(UTF_8));

    @TempDir
    private Path folder;

    private enum Way {
        JERSEY,
        FILTER
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void tellsVotesAsTheyHappenAndGoesOnWhereItWas(Way way) throws Exception {
        try (EmbeddedJetty host = start(way, true)) {
            String cursor;
            try (Stream stream = listen(host, null)) {
                assertThat(stream.response.statusCode()).isEqualTo(200);
                assertThat(stream.response.headers().firstValue("content-type").orElse(""))
                        .isEqualToIgnoringCase("text/event-stream;charset=UTF-8");
                assertThat(stream.response.headers().firstValue("cache-control"))
                        .hasValue("no-store");
                assertThat(stream.message()).containsExactly("retry: 2000");
                vote(host);
                List<String> message = stream.message();
                assertThat(message).anyMatch(line -> line.equals("event: feedback"));
                assertThat(message)
                        .anyMatch(line -> line.startsWith("data: {\"cursor\":\"") && line.contains("\"given\""));
                cursor = message.get(0).substring("id: ".length());
            }
            vote(host);
            try (Stream again = listen(host, cursor)) {
                assertThat(again.message()).containsExactly("retry: 2000");
                assertThat(again.message()).anyMatch(line -> line.contains("\"feedback_id\""));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void endsWithTheApplication(Way way) throws Exception {
        Stream stream;
        try (EmbeddedJetty host = start(way, true)) {
            stream = listen(host, null);
            assertThat(stream.message()).containsExactly("retry: 2000");
        }
        assertThat(stream.ends()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("feedback-"));
    }

    @Test
    void isAPageWhereNothingIsAsynchronous() throws Exception {
        try (EmbeddedJetty host = start(Way.FILTER, false)) {
            assertThat(listen(host, null).response.statusCode()).isEqualTo(406);
            assertThat(host.client("api")
                            .send("GET", "feedback/events", "", "Authorization", BASIC)
                            .body())
                    .startsWith("{\"events\":[]");
        }
    }

    private static void vote(EmbeddedJetty host) {
        assertThat(host.client("api")
                        .send("POST", "v1/Assistants/default/Feedbacks", VOTE, "Content-Type", "application/json")
                        .status())
                .isEqualTo(202);
    }

    private static Stream listen(EmbeddedJetty host, @Nullable String cursor) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(host.client("api").root() + "/feedback/events"))
                .header("Accept", "text/event-stream")
                .header("Authorization", BASIC);
        if (cursor != null) {
            request.header("Last-Event-ID", cursor);
        }
        return new Stream(HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream()));
    }

    private EmbeddedJetty start(Way way, boolean asynchronous) {
        Consumer<ServletContextHandler> application = context -> {
            context.setInitParameter("feedback.store.url", "jdbc:sqlite:" + folder.resolve("feedback.db"));
            context.setInitParameter("feedback.admin.user", "admin");
            context.setInitParameter("feedback.admin.password", "correct horse");
            if (way == Way.FILTER) {
                FilterHolder holder = new FilterHolder(new FeedbackFilter());
                holder.setAsyncSupported(asynchronous);
                context.addFilter(holder, "/api/*", EnumSet.of(DispatcherType.REQUEST));
            } else {
                ServletHolder holder = new ServletHolder(new ServletContainer(new ResourceConfig()));
                holder.setAsyncSupported(asynchronous);
                context.addServlet(holder, "/api/*");
            }
        };
        return EmbeddedJetty.start(application);
    }

    /** What comes, line by line. */
    private static final class Stream implements AutoCloseable {
        final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        }

        /** The lines of the next message. */
        List<String> message() throws IOException {
            List<String> message = new ArrayList<>();
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                message.add(line);
            }
            return message;
        }

        boolean ends() {
            try {
                return lines.readLine() == null;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
