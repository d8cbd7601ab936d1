package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same on Grizzly without servlets, which answers later by itself; no class that is loaded without it may name its
 * types.
 */
final class JerseyGrizzlyResources extends JerseyResources {
    private static final Logger LOG = LoggerFactory.getLogger(JerseyGrizzlyResources.class);

    @Context
    private @Nullable Provider<Request> requests;

    JerseyGrizzlyResources(Engine engine) {
        super(engine);
    }

    @Override
    Peer peerOf(ContainerRequestContext request) {
        Request grizzly = grizzlyRequest();
        return grizzly == null
                ? super.peerOf(request)
                : new Peer(grizzly.getScheme(), grizzly.getRemoteAddr(), true, Runnable::run);
    }

    /** @return {@code null} where Grizzly is there and something else brings the requests */
    private @Nullable Request grizzlyRequest() {
        try {
            return requests == null ? null : requests.get();
        } catch (RuntimeException e) {
            LOG.debug("No request of Grizzly's", e);
            return null;
        }
    }
}
