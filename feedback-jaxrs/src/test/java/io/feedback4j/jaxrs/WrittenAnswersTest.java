package io.feedback4j.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.web.Engine;
import io.feedback4j.web.WrittenAnswers;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.Test;

/** Bodies that are written as they come, in Jersey. */
class WrittenAnswersTest {

    @Test
    void areSentWhole() {
        try (EmbeddedJetty host = start(WrittenAnswers.whole())) {
            Reply reply = host.client("").send("GET", "export.csv", "");

            assertThat(reply.body()).isEqualTo(WrittenAnswers.text());
            assertThat(reply.header("content-type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
            assertThat(host.client("").send("HEAD", "export.csv", "").status()).isEqualTo(200);
        }
    }

    private static EmbeddedJetty start(Engine engine) {
        Resource.Builder resource = Resource.builder("export.csv");
        resource.addMethod("GET").handledBy(new JerseyEndpoint(engine, Peer::unknown));
        resource.addMethod("HEAD").handledBy(new JerseyEndpoint(engine, Peer::unknown));
        ResourceConfig application =
                new ResourceConfig().property("feedback.enabled", "false").registerResources(resource.build());
        return EmbeddedJetty.start(context -> {
            ServletHolder holder = new ServletHolder(new ServletContainer(application));
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/*");
        });
    }
}
