package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import org.glassfish.jersey.server.spi.AbstractContainerLifecycleListener;
import org.glassfish.jersey.server.spi.Container;

/** Closes with a Jersey application, however its Feature was registered. */
final class JerseyClosing extends AbstractContainerLifecycleListener {
    private final Engine engine;

    JerseyClosing(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void onShutdown(Container container) {
        engine.close();
    }
}
