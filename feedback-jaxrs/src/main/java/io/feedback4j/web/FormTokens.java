package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.InvalidFeedbackException;
import io.feedback4j.model.Target;
import io.feedback4j.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Permission to judge one target until a moment, as a text that says nothing to anybody else: it stands in addresses, which
 * end in logs, and session ids can be phone numbers. So it is sealed (AES-256-GCM, NIST SP 800-38D) rather than signed, under
 * a key that comes from the store's own secret: the same on every node and after a restart. Needs no row. Thread-safe.
 */
final class FormTokens {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String PURPOSE = "form";
    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** Four ids of the greatest length, in the most bytes they can have, are less. */
    private static final int MAX_CHARS = 6_000;

    /** What a token says. */
    record Permission(Target target, Instant until) {}

    private final FeedbackService service;
    private final SecureRandom random = new SecureRandom();

    FormTokens(FeedbackService service) {
        this.service = service;
    }

    /** @throws StoreException while the store is down */
    String seal(Permission permission) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain(permission));
        ByteArrayOutputStream token = new ByteArrayOutputStream();
        token.writeBytes(nonce);
        token.writeBytes(sealed);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
    }

    /**
     * Opens what a stranger sent; empty when it was not sealed here, or is not valid any more.
     *
     * @throws StoreException while the store is down
     */
    Optional<Permission> open(String token) {
        byte[] bytes;
        try {
            bytes = token.length() > MAX_CHARS
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length <= NONCE_BYTES + TAG_BITS / Byte.SIZE) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        try {
            return read(run(Cipher.DECRYPT_MODE, nonce, sealed))
                    .filter(permission -> service.clock().instant().isBefore(permission.until()));
        } catch (BrokenSealException e) {
            return Optional.empty();
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        byte[] key = service.sign(PURPOSE, "seal " + VERSION);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            if (mode == Cipher.DECRYPT_MODE) {
                throw new BrokenSealException(e);
            }
            throw new IllegalStateException("every Java platform has " + CIPHER, e);
        }
    }

    private static byte[] plain(Permission permission) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(permission.until().toEpochMilli());
            write(out, permission.target().assistantId());
            write(out, permission.target().sessionId());
            write(out, permission.target().messageId());
            write(out, permission.target().voter());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static Optional<Permission> read(byte[] plain) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            Instant until = Instant.ofEpochMilli(in.readLong());
            return Optional.of(new Permission(new Target(text(in), text(in), text(in), text(in)), until));
        } catch (IOException | InvalidFeedbackException e) {
            return Optional.empty();
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), UTF_8);
    }

    private static final class BrokenSealException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenSealException(Throwable cause) {
            super(cause);
        }
    }
}
