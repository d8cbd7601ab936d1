package io.feedback4j.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a destination's own list, and what is brought in from it. Thread-safe; throws as {@link DeliveryStore}. */
public interface ImportStore {

    /** What a record at a destination is to us. */
    enum Kind {
        /** It belongs to a feedback of ours that was sent there. */
        OURS,
        /** It was brought in from there. */
        IMPORTED,
        /** It is there beside the one that belongs there. */
        SURPLUS,
        /** It belonged to one that is not kept any more. */
        PURGED
    }

    /** @param fingerprint what it said when it was last known; {@code null} when not known */
    record Known(Kind kind, @Nullable String fingerprint) {}

    /**
     * One of ours that a destination confirmed.
     *
     * @param upstreamId its id there
     * @param feedbackId its id here
     */
    record Confirmed(String upstreamId, String feedbackId) {}

    /** Which of these ids at a destination are known, and as what. */
    Map<String, Known> known(String destination, Collection<String> upstreamIds);

    /** Of what is not kept any more and had no known id there: when it was sent at the latest, by fingerprint. */
    Map<String, Instant> purged(String destination, Collection<String> fingerprints);

    /** Nothing that was given before this moment comes in again; {@code null} when nothing was ever purged. */
    @Nullable
    Instant horizon();

    /**
     * Keeps feedback that was not given here, in one transaction, each in its place in time among what was said on its
     * target: only the last can be current. Its delivery to this destination is {@code delivered}; it goes nowhere else.
     *
     * @return what became of each, in the same order
     */
    List<Foreign.Fate> add(String destination, List<Foreign> foreign, Instant now);

    /**
     * What of ours a destination has confirmed, in the order of the ids there.
     *
     * @param after the last id of the portion before; {@code ""} for the first
     * @param sentBefore only what was last sent before this moment
     */
    List<Confirmed> confirmed(String destination, String assistantId, String after, Instant sentBefore, int limit);

    /** When a destination's list was last brought in as a whole; {@code null} when never. */
    @Nullable
    Instant importedAt(String destination);

    /** Keeps that it was brought in as a whole at this moment. */
    void imported(String destination, Instant moment);
}
