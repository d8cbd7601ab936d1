package io.feedback4j.web;

import java.util.Base64;
import java.util.List;

/** Names of what is cached (RFC 9110, section 8.8.3). */
final class Etag {
    private static final int CHARS = 22;

    private Etag() {}

    /** The same bytes have the same name. */
    static String of(byte[] bytes) {
        return '"' + hash(bytes) + '"';
    }

    /** 22 characters that fit a path. */
    static String hash(byte[] bytes) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.of(bytes))
                .substring(0, CHARS);
    }

    /** Whether the caller has it already. */
    static boolean isKnown(Request request, String etag) {
        List<String> known = request.headers("If-None-Match");
        for (String name : String.join(",", known).split(",")) {
            String plain = name.strip();
            plain = plain.startsWith("W/") ? plain.substring(2) : plain;
            if (plain.equals("*") || plain.equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
