package io.feedback4j.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.hosts.Client;
import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.testing.LogLines;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Feature in Jersey and Jetty, on the tests' own class path, where the service file finds it. */
class FeedbackFeatureTest {
    private static final String VOTE = "{\"session_id\":\"s\",\"score\":1}";

    @TempDir
    private java.nio.file.Path folder;

    @Path("things")
    public static class Things {
        @GET
        public String all() {
            return "things";
        }
    }

    @Test
    void isFoundByItself() {
        try (EmbeddedJetty host = start(application("/api/*", rest()))) {
            assertThat(vote(host.client("api")).status()).isEqualTo(202);
            assertThat(host.client("api").send("GET", "things", "").body()).isEqualTo("things");
        }
    }

    @Test
    void isThereOnceWhenItIsFoundAndRegisteredTwice() {
        ResourceConfig twice = rest().register(FeedbackFeature.class).register(new FeedbackFeature());
        try (EmbeddedJetty host = start(application("/api/*", twice))) {
            assertThat(vote(host.client("api")).status()).isEqualTo(202);
        }
    }

    @Test
    void canBeRegisteredWhereNothingIsDiscovered() {
        ResourceConfig silent = rest().property("jersey.config.disableAutoDiscovery", true);
        ResourceConfig registered =
                rest().property("jersey.config.disableAutoDiscovery", true).register(FeedbackFeature.class);
        try (EmbeddedJetty host =
                start(application("/silent/*", silent).andThen(application("/registered/*", registered)))) {
            assertThat(vote(host.client("silent")).status()).isEqualTo(404);
            assertThat(vote(host.client("registered")).status()).isEqualTo(202);
        }
    }

    @Test
    void isOneForTwoApplicationsInOneContext() {
        try (EmbeddedJetty host = start(application("/one/*", rest()).andThen(application("/two/*", rest())))) {
            assertThat(vote(host.client("one")).status()).isEqualTo(202);
            assertThat(vote(host.client("two")).status()).isEqualTo(202);

            // A second one on the same folder would have been refused, and would answer 503.
            assertThat(threads("feedback-intake")).isEqualTo(1);
        }
        assertThat(threads("feedback-")).isZero();
    }

    @Test
    void worksInAServletThatIsNotAsynchronous() {
        try (EmbeddedJetty host = start(context -> {
            ServletHolder holder = new ServletHolder(new ServletContainer(rest()));
            holder.setAsyncSupported(false);
            context.addServlet(holder, "/api/*");
        })) {
            assertThat(vote(host.client("api")).status()).isEqualTo(202);
        }
    }

    @Test
    void refusesItsOwnPathsOnlyWhenSettingsAreWrong() {
        ResourceConfig wrong = rest().property("feedback.settle-window", "soon").property("feedback.nonsense", "1");
        try (EmbeddedJetty host = start(application("/api/*", wrong))) {
            Reply refusal = vote(host.client("api"));

            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.header("content-type")).startsWith("application/problem+json");
            assertThat(refusal.header("retry-after")).isNotEmpty();
            assertThat(refusal.body()).doesNotContain("soon");
            assertThat(host.client("api").send("GET", "things", "").status()).isEqualTo(200);
        }
    }

    @Test
    void isNotThereWhenItIsDisabled() {
        ResourceConfig off = rest().property("feedback.enabled", "false").property("feedback.nonsense", "1");
        try (EmbeddedJetty host = start(application("/api/*", off))) {
            assertThat(vote(host.client("api")).status()).isEqualTo(404);
            assertThat(threads("feedback-")).isZero();
        }
    }

    @Test
    void leavesAServiceOfTheHostsOpen() {
        FeedbackConfig config =
                FeedbackConfig.builder().storeFile(folder.resolve("own.db")).build();
        try (FeedbackService service = FeedbackService.builder().config(config).build()) {
            ResourceConfig explicit = rest().register(new FeedbackFeature(service));
            try (EmbeddedJetty host = start(application("/api/*", explicit))) {
                assertThat(vote(host.client("api")).status()).isEqualTo(202);
            }
            assertThat(service.health().up()).isTrue();
            assertThat(threads("feedback-intake")).isEqualTo(1);
        }
    }

    @Test
    void answersEveryMethodAndWhatLiesBelow() {
        try (EmbeddedJetty host = start(application("/api/*", rest()))) {
            for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
                Reply reply = host.client("api").send(method, "feedback/reasons", "");
                assertThat(reply.status()).as(method).isEqualTo(405);
                assertThat(reply.header("content-type")).startsWith("application/problem+json");
            }
            assertThat(host.client("api")
                            .send("GET", "feedback/reasons/x/y", "")
                            .header("content-type"))
                    .startsWith("application/problem+json");
        }
    }

    @Test
    void opensTheDashboardWithAndWithoutASlash() {
        try (EmbeddedJetty host = start(application("/api/*", rest()))) {
            for (String path : new String[] {"feedback/dashboard", "feedback/dashboard/"}) {
                Reply reply = host.client("api").send("GET", path, "");
                assertThat(reply.status()).as(path).isEqualTo(403);
                assertThat(reply.header("content-type")).startsWith("text/html");
                assertThat(reply.body()).contains("feedback.admin.user");
            }
        }
    }

    @Path("feedback")
    public static class Shadowed {
        @GET
        @Path("votes")
        public String votes() {
            return "votes";
        }

        @GET
        @Path("mine")
        public String mine() {
            return "mine";
        }
    }

    @Test
    void warnsOnceOfAResourceOfTheHostsThatItHides() {
        List<String> lines = LogLines.during(() -> {
            try (EmbeddedJetty host = start(application("/api/*", rest().register(Shadowed.class)))) {
                assertThat(host.client("api").send("GET", "feedback/votes", "").status())
                        .isEqualTo(405);
                assertThat(host.client("api").send("GET", "feedback/mine", "").body())
                        .isEqualTo("mine");
            }
        });

        assertThat(lines)
                .filteredOn(line -> line.contains("hidden"))
                .singleElement(STRING)
                .contains("WARN", "/feedback/votes by our feedback/votes")
                .doesNotContain("mine", "things");
    }

    @Test
    void answersHeadWithTheLengthOfGet() {
        try (EmbeddedJetty host = start(application("/api/*", rest()))) {
            Reply get = host.client("api").send("GET", "feedback/thumbs.js", "");
            Reply head = host.client("api").send("HEAD", "feedback/thumbs.js", "");

            assertThat(head.headers()).isEqualTo(get.headers());
        }
    }

    private static ResourceConfig rest() {
        return new ResourceConfig(Things.class);
    }

    private static Consumer<ServletContextHandler> application(String mapping, ResourceConfig rest) {
        return context -> {
            ServletHolder holder = new ServletHolder(new ServletContainer(rest));
            holder.setAsyncSupported(true);
            context.addServlet(holder, mapping);
        };
    }

    private EmbeddedJetty start(Consumer<ServletContextHandler> application) {
        return EmbeddedJetty.start(application.andThen(context ->
                context.setInitParameter("feedback.store.url", "jdbc:sqlite:" + folder.resolve("feedback.db"))));
    }

    private static Reply vote(Client client) {
        return client.send("POST", "v1/Assistants/default/Feedbacks", VOTE, "Content-Type", "application/json");
    }

    private static long threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .count();
    }
}
