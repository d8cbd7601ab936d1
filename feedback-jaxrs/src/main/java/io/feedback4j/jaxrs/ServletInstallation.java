package io.feedback4j.jaxrs;

import io.feedback4j.servlet.ServletHost;
import io.feedback4j.web.Engine;
import io.feedback4j.web.Engines;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
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
            ServletHost host = host();
            if (host == null) {
                installation.finish(feature, List.of(), Engines.defaultFolder(), Engine::closeAtExit);
            } else {
                installation.finish(feature, host.settings(), host.defaultFolder(), host::closeWithApplication);
            }
            return true;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("feedback4j cannot be registered; the application goes on without it", e);
            return false;
        }
    }

    /** @return {@code null} where the servlet API is there and no servlet container */
    private @Nullable ServletHost host() {
        try {
            if (context != null) {
                context.getContextPath();
                return new ServletHost(context);
            }
        } catch (RuntimeException e) {
            LOG.debug("The servlet context cannot be used", e);
        }
        return null;
    }
}
