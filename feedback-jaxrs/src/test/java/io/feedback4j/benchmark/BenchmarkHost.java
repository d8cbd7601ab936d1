package io.feedback4j.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.jaxrs.FeedbackFeature;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** One Jetty with a bare Jersey resource at {@code /bare} and ours at {@code /api}. Ends when its standard input does. */
public final class BenchmarkHost {
    private BenchmarkHost() {}

    /** @param arguments the embedded database's file */
    public static void main(String[] arguments) throws Exception {
        FeedbackConfig config = FeedbackConfig.builder()
                .storeFile(java.nio.file.Path.of(arguments[0]))
                .rateLimits(new FeedbackConfig.RateLimits(null, null, null))
                .build();
        try (FeedbackService service = FeedbackService.builder().config(config).build()) {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            ServletContextHandler context = new ServletContextHandler("/");
            add(context, "/bare/*", new ResourceConfig(BareResource.class).property("feedback.enabled", "false"));
            add(context, "/api/*", new ResourceConfig().register(new FeedbackFeature(service)));
            server.setHandler(context);
            server.start();
            System.out.println("port " + connector.getLocalPort());
            while (System.in.read() >= 0) {}
            server.stop();
        }
    }

    private static void add(ServletContextHandler context, String path, ResourceConfig application) {
        ServletHolder holder = new ServletHolder(new ServletContainer(application));
        holder.setAsyncSupported(true);
        context.addServlet(holder, path);
    }

    /** The cheapest honest endpoint: reads the same JSON into a record and answers 202 with a small body. */
    @Path("v1/Assistants/default/Feedbacks")
    public static final class BareResource {
        private static final ObjectReader READER = new ObjectMapper().readerFor(Vote.class);

        /** Reads and forgets. */
        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        @Produces(MediaType.APPLICATION_JSON)
        public Response vote(byte[] body) throws IOException {
            Vote vote = READER.readValue(body);
            String answer = "{\"session_id\":\"" + vote.session_id() + "\"}";
            return Response.accepted(answer.getBytes(StandardCharsets.UTF_8)).build();
        }

        /** What is posted. */
        public record Vote(String session_id, String message_id, double score, String text) {}
    }
}
