package io.feedback4j.jaxrs;

import io.feedback4j.servlet.ServletHost;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second half of an installation where the servlet API is there. A class of its own, for only this one may name it. */
@ConstrainedTo(RuntimeType.SERVER)
public final class ServletInstallation implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(ServletInstallation.class);

    private final Installation installation;

    @Context
    private @Nullable ServletContext context;

    ServletInstallation(Installation installation) {
        this.installation = installation;
    }

    /** Never throws. */
    @Override
    public boolean configure(FeatureContext feature) {
        try {
            installation.finish(feature, surroundings());
            return true;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("feedback4j cannot be registered; the application goes on without it", e);
            return false;
        }
    }

    private Surroundings surroundings() {
        try {
            if (context != null) {
                ServletHost host = new ServletHost(context);
                return new Surroundings(host.settings(), host.defaultFolder(), host::closeWithApplication, true);
            }
        } catch (RuntimeException e) {
            // What was injected stands for a context that is not there.
            LOG.debug("The servlet API is there and no servlet container", e);
        }
        return Surroundings.withoutServlets();
    }
}
