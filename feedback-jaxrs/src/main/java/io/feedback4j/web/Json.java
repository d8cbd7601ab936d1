package io.feedback4j.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON out, and the factory for JSON in. Uses only what Jackson had in 2.15, since hosts differ in theirs. */
final class Json {
    /** How deep a body may be nested. */
    static final int MAX_DEPTH = 20;
    /** How many characters a name in a body may have. */
    static final int MAX_NAME_CHARS = 200;
    /** How many characters a number in a body may have. */
    static final int MAX_NUMBER_CHARS = 100;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxStringLength(JsonBody.MAX_BYTES)
                    .build())
            // Names come from strangers: none is kept for the next document, in the JVM or in a table of ours.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // A buffer in a thread of the host's would keep our class loader alive after an undeploy.
            .disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING)
            .build();

    private static final int WITH_MILLIS = "2026-01-01T00:00:00.000Z".length();
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Json() {}

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** One object in UTF-8. */
    static byte[] object(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** ISO 8601 in UTC, always with three digits of milliseconds. */
    static String date(Instant instant) {
        // The JDK's own form of an instant leaves out what is zero; a pattern takes ten times as long.
        String text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        if (text.length() == WITH_MILLIS) {
            return text;
        }
        return text.length() == WITH_MILLIS - 4
                ? text.substring(0, text.length() - 1) + ".000Z"
                : MILLISECONDS.format(instant);
    }

    static void date(JsonGenerator json, String name, @Nullable Instant instant) throws IOException {
        json.writeStringField(name, instant == null ? null : date(instant));
    }

    /** A whole score is written as {@code 1} and not as {@code 1.0}, as Twilio does. */
    static void score(JsonGenerator json, @Nullable Double score) throws IOException {
        if (score == null) {
            json.writeNullField("score");
        } else if (score == Math.rint(score)) {
            json.writeNumberField("score", score.intValue());
        } else {
            json.writeNumberField("score", score);
        }
    }

    static void strings(JsonGenerator json, String name, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
