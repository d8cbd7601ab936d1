package io.feedback4j.settle;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One current feedback without its target, packed: its id, score and moments are plain numbers, because of the bytes of
 * an entry a third would else be object headers and the hexadecimal digits of the id.
 */
final class Settling {
    /** Stands for no score; a score is never this. */
    private static final double NO_SCORE = -1;

    private final long idHigh;
    private final long idLow;
    private final long number;
    private final double score;
    private final String text;
    private final List<String> reasons;
    private final long createdMillis;
    private final long updatedMillis;
    private final long windowNanos;

    private Settling(Feedback feedback, UUID id, Duration window) {
        Opinion opinion = feedback.opinion();
        this.idHigh = id.getMostSignificantBits();
        this.idLow = id.getLeastSignificantBits();
        this.number = feedback.number();
        this.score = opinion.score() == null ? NO_SCORE : opinion.score();
        this.text = opinion.text();
        this.reasons = opinion.reasons();
        this.createdMillis = feedback.createdAt().toEpochMilli();
        this.updatedMillis = feedback.updatedAt().toEpochMilli();
        this.windowNanos = window.toNanos();
    }

    /** @param window how long it settles from the moment it is put in */
    static Settling of(Feedback feedback, Duration window) {
        return new Settling(feedback, uuid(feedback.id()), window);
    }

    /** What was packed. */
    Feedback feedback(Target target) {
        return new Feedback(
                new FeedbackId(FeedbackId.PREFIX + new UUID(idHigh, idLow)),
                target,
                number,
                new Opinion(score == NO_SCORE ? null : score, text, reasons),
                Status.CURRENT,
                Instant.ofEpochMilli(createdMillis),
                Instant.ofEpochMilli(updatedMillis));
    }

    boolean is(FeedbackId id) {
        UUID other = uuid(id);
        return other.getMostSignificantBits() == idHigh && other.getLeastSignificantBits() == idLow;
    }

    Duration window() {
        return Duration.ofNanos(windowNanos);
    }

    /**
     * About how many bytes this and its target take on a 64-bit JVM with compressed references. Errs on the heavy side:
     * what entries share (the assistant's name, the empty voter) is counted for each.
     */
    int weight(Target target) {
        int weight = Bytes.FIXED
                + Bytes.of(target.assistantId())
                + Bytes.of(target.sessionId())
                + Bytes.of(target.messageId())
                + Bytes.of(target.voter())
                + Bytes.of(text);
        for (String reason : reasons) {
            weight += Bytes.of(reason);
        }
        return weight;
    }

    private static UUID uuid(FeedbackId id) {
        return UUID.fromString(id.value().substring(FeedbackId.PREFIX.length()));
    }

    private static final class Bytes {
        /** This object, its target and the cache's own nodes; measured. */
        static final int FIXED = 272;
        /** A string without its characters: its own object and the header of its array, padded. */
        private static final int STRING = 44;

        static int of(String string) {
            boolean latin = string.chars().allMatch(c -> c < 256);
            return STRING + (latin ? string.length() : 2 * string.length());
        }

        private Bytes() {}
    }
}
