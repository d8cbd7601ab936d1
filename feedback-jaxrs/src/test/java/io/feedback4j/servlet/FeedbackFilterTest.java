package io.feedback4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.hosts.Client;
import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.hosts.app.PlainServlet;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter in Jetty, before a servlet that takes everything. */
class FeedbackFilterTest {
    private static final String VOTE = "{\"session_id\":\"s\",\"score\":1}";

    @TempDir
    private Path folder;

    @Test
    void beginsBelowItsMapping() {
        try (EmbeddedJetty host = start(filter("/api/*", true, holder -> {}))) {
            assertThat(vote(host.client("api")).status()).isEqualTo(202);
            assertThat(vote(host.client("")).body()).startsWith("host: /shop/v1/");
        }
    }

    @Test
    void beginsBelowEachOfItsMappings() {
        try (EmbeddedJetty host = start(context -> {
            FilterHolder holder = filter(true);
            context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
            context.addFilter(holder, "/deep/api/*", EnumSet.of(DispatcherType.REQUEST));
        })) {
            assertThat(vote(host.client("")).status()).isEqualTo(202);
            assertThat(vote(host.client("deep/api")).status()).isEqualTo(202);
        }
    }

    @Test
    void beginsWhereASettingSaysSo() {
        try (EmbeddedJetty host =
                start(filter("/*", true, holder -> holder.setInitParameter("feedback.root", "inner/api/")))) {
            assertThat(vote(host.client("inner/api")).status()).isEqualTo(202);
            assertThat(vote(host.client("")).body()).startsWith("host: /shop/v1/");
        }
    }

    @Test
    void letsEverythingElsePassUntouched() {
        try (EmbeddedJetty host = start(filter("/*", true, holder -> {}))) {
            for (String path : new String[] {
                "feedback",
                "feedback/",
                "feedback/mine",
                "v1/Assistants/a",
                "v1/Assistants/a/feedbacks",
                "feedback%20/votes"
            }) {
                Reply reply = host.client("").send("POST", path, "body");
                assertThat(reply.header("content-type")).as(path).doesNotContain("json");
            }
            assertThat(host.client("").send("POST", "feedback", "body").body()).endsWith("[body]");
        }
    }

    @Test
    void worksWhereNothingIsAsynchronous() {
        try (EmbeddedJetty host = start(filter("/*", false, holder -> {}))) {
            assertThat(vote(host.client("")).status()).isEqualTo(202);
        }
    }

    @Test
    void refusesItsOwnPathsOnlyWhenSettingsAreWrong() {
        try (EmbeddedJetty host =
                start(filter("/*", true, holder -> holder.setInitParameter("feedback.settle-window", "soon")))) {
            Reply refusal = vote(host.client(""));

            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("content-type")).startsWith("application/problem+json");
            assertThat(host.client("").send("GET", "other", "").status()).isEqualTo(200);
        }
    }

    @Test
    void letsAllPassWhenItIsDisabled() {
        try (EmbeddedJetty host =
                start(filter("/*", true, holder -> holder.setInitParameter("feedback.enabled", "false")))) {
            assertThat(vote(host.client("")).body()).startsWith("host: ");
        }
    }

    @Test
    void isMountedByASettingEvenWhenOthersAreWrong() {
        try (EmbeddedJetty host = start(context -> {
            context.setInitParameter("feedback.mount", "/feedback-api");
            context.setInitParameter("feedback.settle-window", "soon");
            context.addServletContainerInitializer(new FeedbackInitializer());
        })) {
            assertThat(vote(host.client("feedback-api")).status()).isEqualTo(503);
            assertThat(vote(host.client("")).body()).startsWith("host: ");
        }
    }

    @Test
    void isNotMountedWithoutBeingAsked() {
        try (EmbeddedJetty host = start(context -> context.addServletContainerInitializer(new FeedbackInitializer()))) {
            assertThat(vote(host.client("")).body()).startsWith("host: ");
        }
    }

    private EmbeddedJetty start(Consumer<ServletContextHandler> application) {
        return EmbeddedJetty.start(application.andThen(context -> {
            context.addServlet(PlainServlet.class, "/*");
            context.setInitParameter("feedback.store.url", "jdbc:sqlite:" + folder.resolve("feedback.db"));
        }));
    }

    private static Consumer<ServletContextHandler> filter(
            String mapping, boolean asynchronous, Consumer<FilterHolder> more) {
        return context -> {
            FilterHolder holder = filter(asynchronous);
            more.accept(holder);
            context.addFilter(holder, mapping, EnumSet.of(DispatcherType.REQUEST));
        };
    }

    private static FilterHolder filter(boolean asynchronous) {
        FilterHolder holder = new FilterHolder(new FeedbackFilter());
        holder.setAsyncSupported(asynchronous);
        return holder;
    }

    private static Reply vote(Client client) {
        return client.send("POST", "v1/Assistants/default/Feedbacks", VOTE, "Content-Type", "application/json");
    }
}
