package io.feedback4j.kill;

import io.feedback4j.FeedbackConfig;
import io.feedback4j.FeedbackService;
import io.feedback4j.servlet.FeedbackFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A host process that is there to be killed: Jetty, our filter, an embedded store or a PostgreSQL that others share. */
public final class KilledHost {
    private KilledHost() {}

    /** @param arguments the store's file or URL, the upstream's URL, the settle window */
    public static void main(String[] arguments) throws Exception {
        FeedbackConfig config = store(FeedbackConfig.builder(), arguments[0])
                .assistants("aia_asst_1")
                .twilioAccount("AC1", "token")
                .twilioBaseUrl(URI.create(arguments[1]))
                .settleWindow(Duration.parse(arguments[2]))
                .deliveryGrace(Duration.ofMillis(500))
                // so that the claims of a node that was killed end soon
                .deliveryTimeout(Duration.ofSeconds(1))
                .admin("admin", "admin password")
                .rateLimits(new FeedbackConfig.RateLimits(null, null, null))
                .build();
        FeedbackService service = FeedbackService.builder().config(config).build();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        FilterHolder filter = new FilterHolder(new FeedbackFilter(service));
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(context);
        server.start();
        System.out.println("port " + connector.getLocalPort());
        server.join();
    }

    private static FeedbackConfig.Builder store(FeedbackConfig.Builder builder, String store) {
        return store.startsWith("jdbc:")
                ? builder.storePostgres(store, "postgres", null)
                : builder.storeFile(Path.of(store));
    }
}
