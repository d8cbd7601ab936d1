package io.feedback4j.jaxrs;

import io.feedback4j.servlet.ServletFeed;
import io.feedback4j.web.Engine;
import jakarta.inject.Provider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import org.glassfish.jersey.internal.util.collection.Ref;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The same where the servlet API is there; no class that is loaded without it may name its types. */
final class JerseyServletResources extends JerseyResources {
    private static final Logger LOG = LoggerFactory.getLogger(JerseyServletResources.class);
    private static final String ASYNC_PROVIDER = "org.glassfish.jersey.servlet.async.AsyncContextDelegateProviderImpl";

    /** Without it Jersey answers 500 where an answer comes later, however asynchronous the servlet is. */
    private final boolean asyncProvider = Present.type(ASYNC_PROVIDER);

    /** Jersey's own holder of the container's request; what is injected as such works on the request's thread only. */
    @Context
    private @Nullable Provider<Ref<HttpServletRequest>> requests;

    @Context
    private @Nullable Provider<Ref<HttpServletResponse>> responses;

    JerseyServletResources(Engine engine) {
        super(engine);
    }

    @Override
    Peer peerOf(ContainerRequestContext request) {
        HttpServletRequest servlet = servletRequest();
        Peer peer = ServletPeer.of(servlet, request);
        return servlet == null || !asyncProvider
                ? new Peer(peer.scheme(), peer.remoteAddress(), false, Runnable::run)
                : new Peer(peer.scheme(), peer.remoteAddress(), peer.asynchronous(), writers(servlet), feeds(servlet));
    }

    /** @return {@code null} where the servlet API is there and something else brings the requests */
    private @Nullable HttpServletRequest servletRequest() {
        try {
            return requests == null ? null : requests.get().get();
        } catch (RuntimeException e) {
            LOG.debug("The servlet API is there and no servlet request", e);
            return null;
        }
    }

    /**
     * Answers past Jersey, which writes with blocking calls only.
     */
    private Peer.@Nullable Feeds feeds(HttpServletRequest servlet) {
        HttpServletResponse response = servletResponse();
        if (response == null || !servlet.isAsyncSupported() || servlet.isAsyncStarted()) {
            return null;
        }
        return (answer, feed) -> {
            try {
                ServletFeed.begin(answer, feed, servlet, response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private @Nullable HttpServletResponse servletResponse() {
        try {
            return responses == null ? null : responses.get().get();
        } catch (RuntimeException e) {
            LOG.debug("The servlet API is there and no servlet response", e);
            return null;
        }
    }

    private static Executor writers(HttpServletRequest servlet) {
        return work -> {
            try {
                if (servlet.isAsyncStarted()) {
                    servlet.getAsyncContext().start(work);
                    return;
                }
            } catch (RuntimeException e) {
                LOG.debug("The container runs nothing any more", e);
            }
            work.run();
        };
    }
}
