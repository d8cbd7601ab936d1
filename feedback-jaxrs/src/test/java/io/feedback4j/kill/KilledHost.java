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

/** A host process that is there to be killed: Jetty, our filter, an embedded store. */
public final class KilledHost {
    private KilledHost() {}

    /** @param arguments the store's file, the upstream's URL, the settle window */
    public static void main(String[] arguments) throws Exception {
        FeedbackConfig config = FeedbackConfig.builder()
                .assistants("aia_asst_1")
                .storeFile(Path.of(arguments[0]))
                .twilioAccount("AC1", "token")
                .twilioBaseUrl(URI.create(arguments[1]))
                .settleWindow(Duration.parse(arguments[2]))
                .deliveryGrace(Duration.ofMillis(500))
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
}
