package io.feedback4j.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.store.StoreException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Turns what tells a record apart into a keyed hash (HMAC-SHA-256), which can be kept when the content must be forgotten
 * and from which nobody without the key can guess the content.
 *
 * <p>Thread-safe.
 */
public final class Fingerprints {
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<byte[]> secret;
    private final String purpose;
    private volatile @Nullable SecretKeySpec key;

    /** @param secret as in {@link DeliveryPorts} @param destination keeps the fingerprints of different destinations apart */
    public Fingerprints(Supplier<byte[]> secret, String destination) {
        this.secret = secret;
        this.purpose = "delivery fingerprint\n" + destination + "\n";
    }

    /**
     * 43 characters of base 64.
     *
     * @throws StoreException when the secret is not there yet
     */
    public String hash(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key());
            mac.update(purpose.getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private SecretKeySpec key() {
        SecretKeySpec known = key;
        if (known == null) {
            known = new SecretKeySpec(secret.get(), ALGORITHM);
            key = known;
        }
        return known;
    }
}
