package io.feedback4j.faults;

import io.feedback4j.jaxrs.FeedbackFeature;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * A host as any: Jetty, Jersey, the product found by its service file and configured by system properties; and pages of
 * the host's own under {@code /host/}. With {@code faults.clock} the product goes by a clock that can be set.
 */
public final class FaultHost {
    static final String ASSISTANT = "aia_asst_faults";

    private FaultHost() {}

    /** @param arguments none */
    public static void main(String[] arguments) throws Exception {
        boolean async = !Boolean.getBoolean("faults.sync");
        Pest pest = new Pest();
        SettableClock clock = new SettableClock();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setStopAtShutdown(true);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder pages = new ServletHolder(new HostPages(pest, clock));
        context.addServlet(pages, "/host/*");
        ServletHolder api = new ServletHolder(new ServletContainer(application(clock)));
        api.setAsyncSupported(async);
        context.addServlet(api, "/api/*");
        FilterHolder filter = new FilterHolder(pest);
        filter.setAsyncSupported(async);
        context.addFilter(filter, "/api/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(Boolean.getBoolean("faults.abrupt") ? context : new GracefulHandler(context));
        server.setStopTimeout(10_000);
        server.start();
        System.out.println("port " + connector.getLocalPort());
        endWithWhoeverStartedThis();
        server.join();
    }

    private static void endWithWhoeverStartedThis() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody says anything; the end is what is waited for.
                            continue;
                        }
                    } catch (IOException e) {
                        // The same.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static ResourceConfig application(SettableClock clock) {
        String shift = System.getProperty("faults.clock");
        if (shift == null) {
            return new ResourceConfig();
        }
        clock.shift(shift);
        return new ResourceConfig().register(new FeedbackFeature(io.feedback4j.ServiceWithClock.open(clock)));
    }
}
