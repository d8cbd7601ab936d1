package io.feedback4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.feedback4j.hosts.Client;
import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.hosts.app.PlainServlet;
import io.feedback4j.testing.LogLines;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
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
    void isMountedEvenWhenItIsUnclearWhetherItIsEnabled() {
        try (EmbeddedJetty host = start(context -> {
            context.setInitParameter("feedback.mount", "/feedback-api");
            context.setInitParameter("feedback.enabled", "perhaps");
            context.addServletContainerInitializer(new FeedbackInitializer());
        })) {
            assertThat(vote(host.client("feedback-api")).status()).isEqualTo(503);
        }
    }

    @Test
    void saysOnceThatAMountIsNoPath() {
        List<String> lines = LogLines.during(() -> start(context -> {
                    context.setInitParameter("feedback.mount", "feedback-api");
                    context.addServletContainerInitializer(new FeedbackInitializer());
                })
                .close());

        assertThat(lines)
                .filteredOn(line -> line.contains("ERROR"))
                .singleElement(STRING)
                .contains("feedback.mount must be a path such as /feedback-api, was \"feedback-api\"");
    }

    @Test
    void refusesItsPathsWhereTheContainerTellsNothing() throws Exception {
        FeedbackFilter filter = new FeedbackFilter();

        filter.init((FilterConfig) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FilterConfig.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));

        try (EmbeddedJetty host = start(context -> context.addFilter(
                new FilterHolder(alreadyStarted(filter)), "/*", EnumSet.of(DispatcherType.REQUEST)))) {
            assertThat(vote(host.client("")).status()).isEqualTo(503);
        }
    }

    private static Filter alreadyStarted(FeedbackFilter filter) {
        return new Filter() {
            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                filter.doFilter(request, response, chain);
            }
        };
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
