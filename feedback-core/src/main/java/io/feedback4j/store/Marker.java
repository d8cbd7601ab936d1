package io.feedback4j.store;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Something that happened to an assistant or its application, such as a deployment, to be drawn in the trend.
 *
 * @param id its name
 * @param at when
 * @param assistantId which assistant it is about; {@code ""} for all
 * @param kind what kind of thing, in a word
 * @param label what, in a few words
 */
public record Marker(String id, Instant at, String assistantId, String kind, String label) {
    /** How many characters (code points) a label may have. */
    public static final int MAX_LABEL_CHARS = 200;
    /** How many characters a kind may have. */
    public static final int MAX_KIND_CHARS = 40;

    public Marker {
        requireNonNull(id, "id");
        requireNonNull(assistantId, "assistantId");
        requireNonNull(kind, "kind");
        requireNonNull(label, "label");
        at = at.truncatedTo(MILLIS);
    }
}
