package io.feedback4j.store;

import static java.time.temporal.ChronoUnit.MILLIS;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing that somebody did, as it is kept. Holds nothing of what voters said.
 *
 * @param id its name, growing with time
 * @param at when, to the millisecond
 * @param who the user's name or right, as far as it is known; {@link #SELF} for what nobody asked for; cut at 255
 *     characters
 * @param action what
 * @param target what it was about: the id of a feedback, or the filters that told which, in words; cut at 1,000 characters
 * @param count how many deliveries or records it concerned
 * @param note why, in the words of whoever did it; {@code ""} without; at most 500 characters (code points)
 */
public record AuditEntry(
        String id, Instant at, String who, AuditAction action, String target, long count, String note) {
    /** Stands for this product, where it acts by itself. */
    public static final String SELF = "feedback4j";
    /** How long a note can be. */
    public static final int MAX_NOTE_CHARS = 500;

    private static final int MAX_WHO_CHARS = 255;
    private static final int MAX_TARGET_CHARS = 1_000;

    public AuditEntry {
        requireNonNull(id, "id");
        requireNonNull(action, "action");
        at = at.truncatedTo(MILLIS);
        who = cut(storable(who), MAX_WHO_CHARS);
        target = cut(storable(target), MAX_TARGET_CHARS);
        note = storable(note);
        if (note.codePointCount(0, note.length()) > MAX_NOTE_CHARS) {
            throw new IllegalArgumentException("a note must have at most " + MAX_NOTE_CHARS + " characters");
        }
    }

    /** One that is about to be done. */
    public static AuditEntry of(Instant at, String who, AuditAction action, String target, String note) {
        return new AuditEntry(idAt(at) + "-" + UUID.randomUUID(), at, who, action, target, 0, note);
    }

    /** The same about so many. */
    public AuditEntry count(long count) {
        return new AuditEntry(id, at, who, action, target, count, note);
    }

    /** Less than the id of every entry of this moment or later, and greater than that of every one before. */
    public static String idAt(Instant moment) {
        String digits = Long.toHexString(Math.max(0, moment.toEpochMilli()));
        return "0".repeat(Math.max(0, 12 - digits.length())) + digits;
    }

    /** Without what some database cannot keep: U+0000 and halves of surrogate pairs. */
    private static String storable(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0)
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }
}
