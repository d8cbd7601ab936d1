package io.feedback4j.jaxrs;

import io.feedback4j.web.Answer;
import io.feedback4j.web.EventFeed;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the host tells about a connection; Jakarta REST itself does not.
 *
 * @param scheme {@code http} or {@code https}
 * @param remoteAddress {@code null} where not known
 * @param asynchronous whether a request on it may be answered later, by another thread
 * @param writers the threads that late answers are written by: the container's own where it lends them, because a peer
 *     that does not read must hold none that others wait for
 * @param feeds gives answers that have no end, past Jakarta REST, which would hold a thread for each; {@code null} where that
 *     cannot be
 */
record Peer(
        String scheme,
        @Nullable String remoteAddress,
        boolean asynchronous,
        Executor writers,
        @Nullable Feeds feeds) {

    /** Gives answers that have no end. */
    @FunctionalInterface
    interface Feeds {
        void begin(Answer answer, EventFeed feed);
    }

    /** One that takes no answers without an end. */
    Peer(String scheme, @Nullable String remoteAddress, boolean asynchronous, Executor writers) {
        this(scheme, remoteAddress, asynchronous, writers, null);
    }

    /** What can be known without asking the container. */
    static Peer unknown(ContainerRequestContext request) {
        return new Peer(request.getUriInfo().getRequestUri().getScheme(), null, false, Runnable::run);
    }
}
