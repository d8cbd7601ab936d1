package io.feedback4j.web;

import io.feedback4j.FeedbackConfig.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name and a password, kept only as hashes, so that comparing takes the same time whatever is compared.
 *
 * @param user hash of the name
 * @param password hash of the password
 */
record BasicPair(byte[] user, byte[] password) {
    private static final String SCHEME = "basic ";
    private static final int MAX_HEADER_CHARS = 4_096;
    private static final BasicPair NONE = new BasicPair(new byte[0], new byte[0]);

    static BasicPair of(Credentials credentials) {
        return new BasicPair(
                Sha256.of(credentials.user()), Sha256.of(credentials.password().value()));
    }

    /**
     * What a request brings (RFC 7617).
     *
     * @return {@code null} when it brings no Basic credentials; a pair that equals no other when they cannot be read
     */
    static @Nullable BasicPair in(Request request) {
        String header = request.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return null;
        }
        if (request.headers("Authorization").size() > 1 || header.length() > MAX_HEADER_CHARS) {
            return NONE;
        }
        return decoded(header.substring(SCHEME.length()).strip());
    }

    private static BasicPair decoded(String base64) {
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? NONE
                    : new BasicPair(Sha256.of(pair.substring(0, colon)), Sha256.of(pair.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }

    /** Compares both halves, always. */
    boolean matches(BasicPair other) {
        return MessageDigest.isEqual(user, other.user) & MessageDigest.isEqual(password, other.password);
    }
}
