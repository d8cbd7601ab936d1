package io.feedback4j.delivery.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook is signed with: one key, or two while receivers change from one to the other. Prints as {@code ***}.
 *
 * <p>The form is that of Standard Webhooks 1.0.0 ("Signature scheme"): HMAC-SHA-256 over id, timestamp and body, joined by
 * full stops; keys of 24 to 64 bytes, in base 64 behind {@code whsec_}.
 *
 * <p>Thread-safe.
 */
public final class WebhookSecrets {
    /** What {@link #parse} takes, for a sentence that begins with a setting's name. */
    public static final String ALLOWED = "must be whsec_ followed by base 64 of 24 to 64 random bytes, or two of them"
            + " separated by a space or a comma, the new one first";

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_BYTES = 64;
    private static final int MOST = 2;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private WebhookSecrets(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /** @throws IllegalArgumentException that does not quote it, when it is not as {@link #ALLOWED} says */
    public static WebhookSecrets parse(String text) {
        String[] parts = text.strip().split("[\\s,]+");
        if (parts.length > MOST) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return new WebhookSecrets(Arrays.stream(parts).map(WebhookSecrets::key).toList());
    }

    private static SecretKeySpec key(String part) {
        byte[] bytes = part.startsWith(PREFIX) ? decode(part.substring(PREFIX.length())) : new byte[0];
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // The decoder's own words quote it.
            return new byte[0];
        }
    }

    /** The value of {@code webhook-signature}: one signature for each key, separated by spaces. */
    String sign(String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(UTF_8);
        return keys.stream().map(key -> "v1," + sign(key, head, body)).collect(joining(" "));
    }

    private static String sign(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
