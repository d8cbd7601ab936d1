package io.feedback4j.demo.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty with this web application in it. Public only because {@code Main} calls it by reflection, across class loaders.
 */
public final class JettyServer {
    /**
     * The name under which the application leaves its words of welcome: a function of the address, because the
     * application starts before the address is known. The application is told by {@link #LAUNCHED} to do so.
     */
    private static final String WELCOME = "io.feedback4j.demo.welcome";
    /** The name under which the application finds that there is somebody to print its welcome. */
    private static final String LAUNCHED = "io.feedback4j.demo.launched";

    private JettyServer() {}

    /**
     * Starts and prints the welcome.
     *
     * @param port 0 for any that is free
     * @param war the file to serve
     * @param folder for what Jetty unpacks
     * @return stops the application, then the server
     */
    public static AutoCloseable start(String host, int port, Path war, Path folder, Consumer<String> print)
            throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, withoutVersion());
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        WebAppContext application = application(war, folder);
        server.setHandler(application);
        try {
            server.start();
        } catch (Exception problem) {
            server.stop();
            throw problem;
        }
        welcome(application, address(host, connector.getLocalPort()), print);
        return server::stop;
    }

    private static HttpConnectionFactory withoutVersion() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }

    private static WebAppContext application(Path war, Path folder) throws IOException {
        WebAppContext application = new WebAppContext();
        application.setContextPath("/");
        application.setWar(war.toString());
        application.setTempDirectory(folder.resolve("application").toFile());
        application.setThrowUnavailableOnStartupException(true);
        application.setAttribute(LAUNCHED, true);
        application.setInitParameter("org.eclipse.jetty.servlet.Default.dirAllowed", "false");
        return application;
    }

    private static String address(String host, int port) {
        String shown = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://" + (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }

    @SuppressWarnings("unchecked") // what the application leaves under this name is such a function
    private static void welcome(WebAppContext application, String address, Consumer<String> print) {
        Object welcome = application.getServletContext().getAttribute(WELCOME);
        print.accept(welcome == null ? address : ((UnaryOperator<String>) welcome).apply(address));
    }
}
