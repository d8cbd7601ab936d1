package io.feedback4j.web;

import io.feedback4j.model.FeedbackId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of the list begins. Callers give it back as they got it and read nothing into it: 17 bytes in base64url,
 * which are the direction and the id of the record next to the page.
 *
 * @param backwards whether the page is the one before the cursor
 * @param cursor the record next to the page
 */
record PageToken(boolean backwards, FeedbackId cursor) {
    private static final int BYTES = 17;
    private static final byte FORWARDS_FORM = 1;
    private static final byte BACKWARDS_FORM = 2;

    String encode() {
        UUID uuid = UUID.fromString(cursor.value().substring(FeedbackId.PREFIX.length()));
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .put(backwards ? BACKWARDS_FORM : FORWARDS_FORM)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads a token that a stranger sent; empty when {@link #encode()} could not have made it. */
    static Optional<PageToken> parse(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != FORWARDS_FORM && bytes[0] != BACKWARDS_FORM) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        FeedbackId cursor = new FeedbackId(FeedbackId.PREFIX + new UUID(buffer.getLong(), buffer.getLong()));
        PageToken read = new PageToken(bytes[0] == BACKWARDS_FORM, cursor);
        // One position has one token: padding and stray bits make another spelling, which was never given out.
        return read.encode().equals(token) ? Optional.of(read) : Optional.empty();
    }
}
