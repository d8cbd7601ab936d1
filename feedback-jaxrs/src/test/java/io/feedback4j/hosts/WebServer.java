package io.feedback4j.hosts;

import java.net.URI;
import java.nio.file.Path;

/** A servlet container of some kind, on a port of its own. */
interface WebServer extends AutoCloseable {

    /** Deploys a WAR and waits until it answers. */
    Deployment deploy(String contextPath, Path war);

    /**
     * Ends its connections to clients and forgets about them, as when they had all gone away. The threads that serve
     * requests stay, with all that an application has left on them.
     */
    void hangUp();

    @Override
    void close();

    /** A WAR that runs. */
    interface Deployment extends AutoCloseable {

        /** {@code http://127.0.0.1:12345/shop}. */
        URI root();

        /** The class loader of the application. */
        ClassLoader loader();

        /** Undeploys. */
        @Override
        void close();
    }
}
