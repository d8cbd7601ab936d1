package io.feedback4j.delivery.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {
    private static final long MAX_SECONDS = 3_600;

    /**
     * How long the server asks to wait, from 0 to 3,600 seconds; {@code null} when it did not say or cannot be
     * understood. A date is taken relative to the same answer's {@code Date}, so that our own clock does not matter.
     */
    public static @Nullable Duration of(HttpHeaders headers) {
        String value = headers.firstValue("Retry-After").orElse("").strip();
        if (value.matches("[0-9]+")) {
            long seconds = value.length() > 9 ? MAX_SECONDS : Long.parseLong(value);
            return Duration.ofSeconds(Math.min(seconds, MAX_SECONDS));
        }
        Instant until = date(value);
        Instant now = date(headers);
        if (until == null || now == null) {
            return null;
        }
        long seconds = Duration.between(now, until).toSeconds();
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, MAX_SECONDS)));
    }

    /** The header {@code Date}; {@code null} when there is none or it cannot be understood. */
    public static @Nullable Instant date(HttpHeaders headers) {
        return date(headers.firstValue("Date").orElse(""));
    }

    private static @Nullable Instant date(String value) {
        try {
            return value.isEmpty() ? null : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private RetryAfter() {}
}
