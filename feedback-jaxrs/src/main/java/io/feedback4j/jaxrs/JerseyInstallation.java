package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import jakarta.ws.rs.core.FeatureContext;

/** What is registered on Jersey. A class of its own, so that nothing of it is loaded where Jersey is not. */
final class JerseyInstallation {
    private static final String GRIZZLY_REQUEST = "org.glassfish.grizzly.http.server.Request";

    private JerseyInstallation() {}

    static void register(FeatureContext context, Engine engine, boolean servlets) {
        if (servlets) {
            context.register(new JerseyServletResources(engine));
        } else if (Present.type(GRIZZLY_REQUEST)) {
            context.register(new JerseyGrizzlyResources(engine));
        } else {
            context.register(new JerseyResources(engine));
        }
        context.register(new JerseyClosing(engine));
    }
}
