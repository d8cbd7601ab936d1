package io.feedback4j.jaxrs;

import io.feedback4j.web.Engine;
import io.feedback4j.web.FeedbackHandler;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Answers our paths where resources of a Feature are ignored. Every other request goes on at once, untouched.
 *
 * <p>Always waits on the request's thread: nothing in Jakarta REST lets a filter go on later.
 */
@PreMatching
class FeedbackMatcher implements ContainerRequestFilter {
    private final Engine engine;

    FeedbackMatcher(Engine engine) {
        this.engine = engine;
    }

    @Override
    public final void filter(ContainerRequestContext request) {
        if (FeedbackHandler.owns(RestRequest.pathOf(request.getUriInfo()))) {
            request.abortWith(RestAnswers.of(engine.await(new RestRequest(request, peerOf(request)))));
        }
    }

    Peer peerOf(ContainerRequestContext request) {
        return Peer.unknown(request);
    }
}
