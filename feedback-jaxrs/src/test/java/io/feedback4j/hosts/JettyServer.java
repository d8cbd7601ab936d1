package io.feedback4j.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Jetty 12.1 with its environment for Jakarta EE 11, embedded. */
final class JettyServer implements WebServer {
    private final URLClassLoader loader = HostJars.loader(jars());
    private final Object server = Foreign.create(loader, "org.eclipse.jetty.server.Server");
    private final Object contexts = Foreign.createWithNone(
            loader,
            "org.eclipse.jetty.server.handler.ContextHandlerCollection",
            "org.eclipse.jetty.server.handler.ContextHandler");
    private final Object connector = Foreign.create(loader, "org.eclipse.jetty.server.ServerConnector", server);

    JettyServer() {
        Foreign.call(connector, "setHost", "127.0.0.1");
        Foreign.call(server, "addConnector", connector);
        Foreign.call(server, "setHandler", contexts);
        Foreign.call(server, "start");
    }

    private static List<Path> jars() {
        List<Path> jars = new ArrayList<>(HostJars.of("jetty", "jetty-ee11"));
        jars.add(HostJars.slf4j());
        return jars;
    }

    @Override
    public Deployment deploy(String contextPath, Path war) {
        Object context = Foreign.create(loader, "org.eclipse.jetty.ee11.webapp.WebAppContext");
        Foreign.call(context, "setContextPath", contextPath);
        Foreign.call(context, "setWar", war.toAbsolutePath().toString());
        Foreign.call(context, "setThrowUnavailableOnStartupException", true);
        Foreign.call(contexts, "addHandler", context);
        Foreign.call(context, "start");
        assertThat(Foreign.call(context, "isAvailable")).isEqualTo(true);
        ClassLoader webLoader = (ClassLoader) Foreign.call(context, "getClassLoader");
        URI root = URI.create("http://127.0.0.1:" + Foreign.call(connector, "getLocalPort") + contextPath);
        return new Running(root, webLoader, context);
    }

    /**
     * A connection keeps what its last request went to, and a selector that has nothing more to do keeps its last
     * connection, even a closed one.
     */
    @Override
    public void hangUp() {
        Foreign.call(connector, "stop");
        Foreign.call(connector, "start");
    }

    @Override
    public void close() {
        Foreign.call(server, "stop");
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Running implements Deployment {
        private final URI root;
        private final ClassLoader webLoader;
        private final Object context;

        Running(URI root, ClassLoader webLoader, Object context) {
            this.root = root;
            this.webLoader = webLoader;
            this.context = context;
        }

        @Override
        public URI root() {
            return root;
        }

        @Override
        public ClassLoader loader() {
            return webLoader;
        }

        @Override
        public void close() {
            Foreign.call(context, "stop");
            Foreign.call(contexts, "removeHandler", context);
            Foreign.call(context, "destroy");
        }
    }
}
