package io.feedback4j.jaxrs;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the servlet request who is at the other end. */
final class ServletPeer {
    private static final Logger LOG = LoggerFactory.getLogger(ServletPeer.class);

    private ServletPeer() {}

    /** @param servlet the injected one; it may stand for a request that is not there */
    static Peer of(@Nullable HttpServletRequest servlet, ContainerRequestContext request) {
        try {
            if (servlet != null) {
                return new Peer(
                        servlet.getScheme(), servlet.getRemoteAddr(), servlet.isAsyncSupported(), Runnable::run);
            }
        } catch (RuntimeException e) {
            LOG.debug("The servlet API is there and no servlet request", e);
        }
        return Peer.unknown(request);
    }
}
