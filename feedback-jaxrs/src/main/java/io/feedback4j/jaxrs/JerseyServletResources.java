package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/** The same where the servlet API is there; no class that is loaded without it may name its types. */
final class JerseyServletResources extends JerseyResources {
    private static final String ASYNC_PROVIDER = "org.glassfish.jersey.servlet.async.AsyncContextDelegateProviderImpl";

    /** Without it Jersey answers 500 where an answer comes later, however asynchronous the servlet is. */
    private final boolean asyncProvider = Present.type(ASYNC_PROVIDER);

    @Context
    private @Nullable HttpServletRequest servlet;

    JerseyServletResources(Engine engine) {
        super(engine);
    }

    @Override
    Peer peerOf(ContainerRequestContext request) {
        Peer peer = ServletPeer.of(servlet, request);
        return asyncProvider ? peer : new Peer(peer.scheme(), peer.remoteAddress(), false);
    }
}
