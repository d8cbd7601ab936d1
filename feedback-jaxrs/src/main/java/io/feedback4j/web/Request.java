package io.feedback4j.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One HTTP request as every container can tell it. Used by one thread at a time. */
public interface Request {

    /** In capitals, such as {@code POST}. */
    String method();

    /** Below the root, still percent-encoded, without a leading slash: {@code v1/Assistants/default/Feedbacks}. */
    String path();

    /** Still percent-encoded, without the question mark; {@code null} when there is none. */
    @Nullable
    String query();

    /** All values of a header, in order; empty when it is not there. Letter case of the name does not matter. */
    List<String> headers(String name);

    /** The first value of a header. */
    default @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** The body; read at most once, and never further than a limit of the reader's. */
    InputStream body() throws IOException;

    /** Where the root is on this server: {@code ""}, {@code /api}, {@code /shop/api}; no slash at the end. */
    String rootPath();

    /** {@code http} or {@code https}, as the container sees it. */
    String scheme();

    /** The address of the peer, as the container sees it, such as {@code 127.0.0.1}; {@code null} where not known. */
    @Nullable
    String remoteAddress();

    /** Whether an answer can go on for as long as the peer listens (see {@link EventFeed}). Default: no. */
    default boolean takesFeeds() {
        return false;
    }

    /** The name of the user whom the host has authenticated; {@code null} when there is none. */
    @Nullable
    String userName();

    /** Whether the host has authenticated a user who has this role. */
    boolean isUserInRole(String role);
}
