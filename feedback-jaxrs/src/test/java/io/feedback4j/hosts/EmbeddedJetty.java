package io.feedback4j.hosts;

import java.net.URI;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty on the tests' own class path, with one application at {@code /shop}. */
public final class EmbeddedJetty implements AutoCloseable {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private EmbeddedJetty(Consumer<ServletContextHandler> application) {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/shop");
        application.accept(context);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            throw new AssertionError("The host does not start", e);
        }
    }

    /** @param application puts servlets, filters and parameters in */
    public static EmbeddedJetty start(Consumer<ServletContextHandler> application) {
        return new EmbeddedJetty(application);
    }

    /** @param path below the application, without slashes around it; may be empty */
    public Client client(String path) {
        return new Client(address(path));
    }

    /** The same as an address, for a browser. */
    public URI address(String path) {
        return URI.create(
                "http://127.0.0.1:" + connector.getLocalPort() + "/shop" + (path.isEmpty() ? "" : "/" + path));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError("The host does not stop", e);
        }
    }
}
