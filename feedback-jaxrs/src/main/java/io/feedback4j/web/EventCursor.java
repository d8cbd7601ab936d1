package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.store.EventKind;
import io.feedback4j.store.EventPosition;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an event stands. Callers give it back as they got it and read nothing into it. */
final class EventCursor {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,14})\\.([0-2])\\.([a-z0-9_-]{0,45})\\.([a-z0-9-]{0,100})");
    private static final int MAX_CHARS = 400;

    private EventCursor() {}

    static String encode(EventPosition position) {
        String text = position.at().toEpochMilli() + "." + position.kind().ordinal() + "." + position.id() + "."
                + position.destination();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Reads a cursor that a stranger sent; empty when {@link #encode} could not have made it. */
    static Optional<EventPosition> parse(String cursor) {
        if (cursor.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            var parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), UTF_8));
            return parts.matches()
                    ? Optional.of(new EventPosition(
                            Instant.ofEpochMilli(Long.parseLong(parts.group(1))),
                            EventKind.values()[Integer.parseInt(parts.group(2))],
                            parts.group(3),
                            parts.group(4)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
