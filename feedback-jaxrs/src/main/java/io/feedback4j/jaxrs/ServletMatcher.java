package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;

/** The same where the servlet API is there; no class that is loaded without it may name its types. */
@PreMatching
final class ServletMatcher extends FeedbackMatcher {
    @Context
    private @Nullable HttpServletRequest servlet;

    ServletMatcher(Engine engine) {
        super(engine);
    }

    @Override
    Peer peerOf(ContainerRequestContext request) {
        return ServletPeer.of(servlet, request);
    }
}
