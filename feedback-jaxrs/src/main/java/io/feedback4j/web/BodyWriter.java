package io.feedback4j.web;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a body that is too long to be held in memory, such as an export. Called once, on the request's own thread, after
 * status and headers are decided; not at all for {@code HEAD}.
 *
 * <p>What can be refused is refused before: an endpoint that may find the store down reads its first portion and only then
 * answers. What is thrown later breaks the connection, so that a reader can tell half a body from a whole one; but not on
 * Jersey, which puts it in the log and ends the body, so that one whose end matters must show it itself. The endpoint must
 * have its answer at once (see {@link Endpoint#now}); only then is there such a thread.
 */
@FunctionalInterface
public interface BodyWriter {

    /**
     * Writes all of it.
     *
     * @param out the peer, buffered by the container; must not be closed
     * @throws IOException when the peer has gone, or the rest cannot be read
     */
    void writeTo(OutputStream out) throws IOException;
}
