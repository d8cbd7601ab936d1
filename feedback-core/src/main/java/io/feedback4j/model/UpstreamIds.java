package io.feedback4j.model;

import org.jspecify.annotations.Nullable;

/** Which ids of a destination can be kept. */
public final class UpstreamIds {
    private static final int MAX_LENGTH = 255;

    private UpstreamIds() {}

    /**
     * The id, or {@code null} where it cannot be kept: it is empty, longer than 255 characters, or has control characters
     * or half characters (lone surrogates), which a database may refuse. It is then as if the destination had told none.
     */
    public static @Nullable String keepable(@Nullable String id) {
        boolean keepable = id != null
                && !id.isEmpty()
                && id.length() <= MAX_LENGTH
                && id.codePoints().noneMatch(UpstreamIds::isStrange);
        return keepable ? id : null;
    }

    private static boolean isStrange(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
