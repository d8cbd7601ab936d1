package io.feedback4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keyed hashes (HMAC-SHA-256) under the store's own secret. Thread-safe. */
final class Signer {
    private static final String HMAC = "HmacSHA256";

    private final Supplier<byte[]> secret;
    /** With its key; copied for each use, because looking the algorithm up costs more than the hash. */
    private volatile @Nullable Mac ready;

    /** @param secret may throw while the store is down; asked for until it answers once */
    Signer(Supplier<byte[]> secret) {
        this.secret = requireNonNull(secret, "secret");
    }

    byte[] sign(String purpose, String value) {
        try {
            Mac mac = copy(ready());
            mac.update(purpose.getBytes(UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Not every provider's can be copied. */
    private Mac copy(Mac mac) throws GeneralSecurityException {
        try {
            return (Mac) mac.clone();
        } catch (CloneNotSupportedException e) {
            return keyed();
        }
    }

    private Mac ready() throws GeneralSecurityException {
        Mac mac = ready;
        if (mac == null) {
            mac = keyed();
            ready = mac;
        }
        return mac;
    }

    private Mac keyed() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(secret.get(), HMAC));
        return mac;
    }
}
