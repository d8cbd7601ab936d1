package io.feedback4j.servlet;

import io.feedback4j.web.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A servlet request as the handler sees it. */
final class ServletRequestView implements Request {
    private final HttpServletRequest request;
    private final String rootPath;
    private final String path;

    ServletRequestView(HttpServletRequest request, String rootPath, String path) {
        this.request = request;
        this.rootPath = rootPath;
        this.path = path;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public List<String> headers(String name) {
        Enumeration<String> values = request.getHeaders(name);
        return values == null ? List.of() : Collections.list(values);
    }

    @Override
    public InputStream body() throws IOException {
        try {
            return request.getInputStream();
        } catch (IllegalStateException e) {
            throw new IOException("Somebody before us has read the body", e);
        }
    }

    @Override
    public String rootPath() {
        return rootPath;
    }

    @Override
    public String scheme() {
        return request.getScheme();
    }

    @Override
    public @Nullable String remoteAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public boolean takesFeeds() {
        return request.isAsyncSupported() && !request.isAsyncStarted();
    }

    @Override
    public @Nullable String userName() {
        Principal user = request.getUserPrincipal();
        return user == null ? null : user.getName();
    }

    @Override
    public boolean isUserInRole(String role) {
        return request.isUserInRole(role);
    }
}
