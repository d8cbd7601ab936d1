package io.feedback4j.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Tomcat 10.1, embedded. */
final class TomcatServer implements WebServer {
    private final URLClassLoader loader = HostJars.loader(HostJars.of("tomcat"));
    private final Object tomcat = Foreign.create(loader, "org.apache.catalina.startup.Tomcat");
    private final int port;

    /** @param folder where it may put its own files */
    TomcatServer(Path folder) {
        Foreign.call(tomcat, "setBaseDir", folder.toString());
        Foreign.call(tomcat, "setPort", 0);
        Object connector = Foreign.call(tomcat, "getConnector");
        Foreign.call(connector, "setProperty", "address", "127.0.0.1");
        // Else it would be the tests' class path.
        Foreign.call(Foreign.call(tomcat, "getHost"), "setParentClassLoader", loader);
        Foreign.call(tomcat, "start");
        port = (int) Foreign.call(connector, "getLocalPort");
    }

    @Override
    public Deployment deploy(String contextPath, Path war) {
        Object context = Foreign.call(
                tomcat, "addWebapp", contextPath, war.toAbsolutePath().toString());
        assertThat(Foreign.call(context, "getState")).hasToString("STARTED");
        ClassLoader webLoader = (ClassLoader) Foreign.call(Foreign.call(context, "getLoader"), "getClassLoader");
        return new Running(URI.create("http://127.0.0.1:" + port + contextPath), webLoader, context);
    }

    /** Nothing to do: a connection forgets each request when it is answered. */
    @Override
    public void hangUp() {}

    @Override
    public void close() {
        Foreign.call(tomcat, "stop");
        Foreign.call(tomcat, "destroy");
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
            Foreign.call(Foreign.call(tomcat, "getHost"), "removeChild", context);
        }
    }
}
