package io.feedback4j.delivery.http;

import org.jspecify.annotations.Nullable;

/** Knows what the body of an answer says. Never fails, whatever is in it. Default: nothing is read from it. */
public interface BodyReader {
    /** The id in the answer to something that was taken; {@code null} when there is none. */
    default @Nullable String id(byte[] body) {
        return null;
    }

    /** A number for what went wrong, in digits; {@code null} for none. */
    default @Nullable String errorCode(byte[] body) {
        return null;
    }
}
