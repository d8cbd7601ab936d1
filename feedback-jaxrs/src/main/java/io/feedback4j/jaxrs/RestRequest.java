package io.feedback4j.jaxrs;

import io.feedback4j.web.Request;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Jakarta REST request as the handler sees it. */
final class RestRequest implements Request {
    private final ContainerRequestContext request;
    private final Peer peer;

    RestRequest(ContainerRequestContext request, Peer peer) {
        this.request = request;
        this.peer = peer;
    }

    /** Implementations differ in whether there is a leading slash. */
    static String pathOf(UriInfo uri) {
        String path = uri.getPath(false);
        return path.startsWith("/") ? path.substring(1) : path;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return pathOf(request.getUriInfo());
    }

    @Override
    public @Nullable String query() {
        return request.getUriInfo().getRequestUri().getRawQuery();
    }

    @Override
    public List<String> headers(String name) {
        // Jakarta REST promises that letter case does not matter here.
        List<String> found = request.getHeaders().get(name);
        return found == null ? List.of() : found;
    }

    @Override
    public InputStream body() {
        return request.getEntityStream();
    }

    @Override
    public String rootPath() {
        String base = request.getUriInfo().getBaseUri().getRawPath();
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    @Override
    public String scheme() {
        return peer.scheme();
    }

    @Override
    public @Nullable String remoteAddress() {
        return peer.remoteAddress();
    }

    @Override
    public boolean takesFeeds() {
        return peer.feeds() != null;
    }

    @Override
    public @Nullable String userName() {
        SecurityContext security = request.getSecurityContext();
        Principal user = security == null ? null : security.getUserPrincipal();
        return user == null ? null : user.getName();
    }

    @Override
    public boolean isUserInRole(String role) {
        SecurityContext security = request.getSecurityContext();
        return security != null && security.isUserInRole(role);
    }
}
