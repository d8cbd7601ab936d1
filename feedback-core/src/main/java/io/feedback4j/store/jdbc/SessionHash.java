package io.feedback4j.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a session that was erased, or whose id is not for everybody: it can be a phone number, of which there are
 * too few for a plain hash to hide it. Keyed with the store's own secret.
 */
final class SessionHash {
    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "erased:";

    private final byte[] secret;

    SessionHash(byte[] secret) {
        this.secret = secret;
    }

    static SessionHash of(Statements statements) throws SQLException {
        return new SessionHash(MetaSql.secret(statements));
    }

    /** The name of a session from now on; it is long, so that no session has it by chance. */
    String name(String sessionId) {
        return PREFIX + hash("session", sessionId);
    }

    /** The same of a session of one assistant. */
    String name(String assistantId, String sessionId) {
        return PREFIX + hash("stone", assistantId + '\0' + sessionId);
    }

    /** The name of what happened in a session at this time: 32 hexadecimal digits. */
    String burst(String assistantId, String sessionId, Instant at) {
        String value = assistantId + '\0' + sessionId + '\0' + at.toEpochMilli();
        return HexFormat.of().formatHex(mac("burst", value), 0, 16);
    }

    private String hash(String purpose, String value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac("erased " + purpose, value));
    }

    private byte[] mac(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            mac.update((purpose + '\0').getBytes(UTF_8));
            return mac.doFinal(value.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
