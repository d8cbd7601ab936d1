package io.feedback4j.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986), read strictly: a broken escape or bytes that are not UTF-8 are an error. */
final class Percent {
    private static final String UNRESERVED_SIGNS = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private Percent() {}

    /**
     * Decodes once.
     *
     * @throws IllegalArgumentException when an escape is broken or the bytes are not UTF-8
     */
    static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(digit(encoded, i + 1) << 4 | digit(encoded, i + 2));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int digit(String encoded, int index) {
        int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), 16) : -1;
        if (digit < 0 || encoded.charAt(index) > 'f') {
            throw new IllegalArgumentException("a broken escape");
        }
        return digit;
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    /** Encodes everything but the unreserved characters, so that the result fits a path segment and a query value. */
    static String encode(String plain) {
        StringBuilder encoded = new StringBuilder(plain.length() + 16);
        for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || UNRESERVED_SIGNS.indexOf(b) >= 0;
    }
}
