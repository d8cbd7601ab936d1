package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.RejectedPosition;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a page of the rejected begins. Callers give it back as they got it and read nothing into it. */
final class DeskToken {
    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final int MAX_CHARS = 2_000;
    private static final int PARTS = 4;
    /** No part holds it. */
    private static final String BETWEEN = "\n";

    private DeskToken() {}

    static String encode(RejectedPosition position) {
        String text = String.join(
                BETWEEN,
                Long.toString(position.at().toEpochMilli()),
                position.assistantId(),
                position.id().value(),
                position.destination());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Reads a token that a stranger sent; empty when {@link #encode} could not have made it. */
    static Optional<RejectedPosition> parse(String token) {
        if (token.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String[] parts;
        try {
            parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split(BETWEEN, PARTS);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (parts.length != PARTS || !MILLIS.matcher(parts[0]).matches() || hasNul(parts)) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(parts[0]));
        return FeedbackId.parse(parts[2])
                .map(id -> new RejectedPosition(at, parts[1], id, parts[3]))
                .filter(position -> encode(position).equals(token));
    }

    private static boolean hasNul(String[] parts) {
        return String.join("", parts).indexOf('\0') >= 0;
    }
}
