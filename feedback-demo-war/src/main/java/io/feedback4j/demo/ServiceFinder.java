package io.feedback4j.demo;

import io.feedback4j.FeedbackService;
import io.feedback4j.jaxrs.FeedbackFeature;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the library's service once Jersey has started, and, where nobody prints the welcome, logs it.
 *
 * <p>Public only because Jersey makes it.
 */
public final class ServiceFinder implements ApplicationEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceFinder.class);
    /** {@code java -jar} leaves this in the servlet context, because it prints the welcome itself. */
    private static final String LAUNCHED = "io.feedback4j.demo.launched";

    private final Configuration configuration;
    private final ServletContext context;

    public ServiceFinder(@Context Configuration configuration, @Context ServletContext context) {
        this.configuration = configuration;
        this.context = context;
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        if (event.getType() != ApplicationEvent.Type.INITIALIZATION_FINISHED
                || !(context.getAttribute(Demo.NAME) instanceof Demo demo)) {
            return;
        }
        if (configuration.getProperty(FeedbackFeature.SERVICE) instanceof FeedbackService service) {
            demo.found(service);
        }
        if (context.getAttribute(LAUNCHED) == null) {
            LOG.info("{}", new Welcome(demo).apply("http://localhost:<port>" + context.getContextPath()));
        }
    }

    /** Single requests are of no interest. */
    @Override
    public @Nullable RequestEventListener onRequest(RequestEvent request) {
        return null;
    }
}
