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

    private Settling(Feedback feedback, Duration window) {
        Opinion opinion = feedback.opinion();
        this.idHigh = idHigh(feedback.id());
        this.idLow = idLow(feedback.id());
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
        return new Settling(feedback, window);
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
        return idHigh(id) == idHigh && idLow(id) == idLow;
    }

    Duration window() {
        return Duration.ofNanos(windowNanos);
    }

    /**
     * About how many bytes this and its target take on a 64-bit JVM with compressed references. Errs on the heavy side:
     * what entries share (the assistant's name, the empty voter) is counted for each.
     */
    int weight(Target target) {
        return weight(target, text, reasons);
    }

    /** The same of feedback that is not packed, which takes about as much. */
    static int weight(Feedback feedback) {
        Opinion opinion = feedback.opinion();
        return weight(feedback.target(), opinion.text(), opinion.reasons());
    }

    private static int weight(Target target, String text, List<String> reasons) {
        int weight = Bytes.FIXED
                + Bytes.of(target.assistantId())
                + Bytes.of(target.sessionId())
                + Bytes.of(target.messageId())
                + Bytes.of(target.voter())
                + Bytes.of(text);
        for (int i = 0; i < reasons.size(); i++) {
            weight += Bytes.of(reasons.get(i));
        }
        return weight;
    }

    private static long idHigh(FeedbackId id) {
        return hex(id.value(), FeedbackId.PREFIX.length(), 18);
    }

    private static long idLow(FeedbackId id) {
        return hex(id.value(), FeedbackId.PREFIX.length() + 19, 17);
    }

    /** Every id was checked to be lower-case hexadecimal digits and dashes: this runs for each vote. */
    private static long hex(String id, int from, int length) {
        long bits = 0;
        for (int i = from; i < from + length; i++) {
            char c = id.charAt(i);
            if (c != '-') {
                bits = bits << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
            }
        }
        return bits;
    }

    private static final class Bytes {
        /** This object, its target and the cache's own nodes; measured. */
        static final int FIXED = 272;
        /** A string without its characters: its own object and the header of its array, padded. */
        private static final int STRING = 44;

        static int of(String string) {
            int length = string.length();
            for (int i = 0; i < length; i++) {
                if (string.charAt(i) > 255) {
                    return STRING + 2 * length;
                }
            }
            return STRING + length;
        }

        private Bytes() {}
    }
}
