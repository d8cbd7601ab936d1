package io.feedback4j.web;

import org.jspecify.annotations.Nullable;

/**
 * Tells who is voting. Only the host application knows; it is never read from the body.
 *
 * <p>Called on request threads, several at a time.
 */
@FunctionalInterface
public interface VoterResolver {

    /** The voter's stable name, at most 255 characters; {@code null} or {@code ""} for somebody unknown. */
    @Nullable
    String voterOf(Request request);

    /** Takes nobody for known. */
    static VoterResolver anonymous() {
        return request -> "";
    }
}
