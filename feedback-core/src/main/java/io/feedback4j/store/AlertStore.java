package io.feedback4j.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is watched, and what was noticed. Thread-safe. Every method throws {@link StoreException} on an outage. */
public interface AlertStore {

    /**
     * Votes in the order in which they were given.
     *
     * @param votes that count at the moment and have a score
     * @param position where to go on
     * @param more whether there may be more before the end
     */
    record Portion(List<ScoredVote> votes, String position, boolean more) {
        public Portion {
            votes = List.copyOf(votes);
        }
    }

    /** How far the watch has come; empty before it began. */
    Optional<AlertState> state(String assistantId);

    /** The position of a moment: before everything that is given then or later. */
    String position(Instant moment);

    /**
     * Votes that count at the moment, each target once: the change of a vote that was before the position is none.
     *
     * @param position where to begin
     * @param until only what was given before this moment
     * @param changesToo whether changes of what was before the position are in it all the same
     */
    Portion votes(String assistantId, String position, Instant until, boolean changesToo, int limit);

    /**
     * Keeps how far the watch has come, and what it noticed, in one transaction.
     *
     * @param before what was read before; {@code null} when there was nothing
     * @param changed alarms that are new, or that ended
     * @return whether it was kept: not when somebody else was quicker
     */
    boolean save(@Nullable AlertState before, AlertState after, List<Alert> changed);

    /** Alarms that were not told yet, the oldest first. */
    List<Alert> unannounced(int limit);

    /** An alarm was told. */
    void announced(String id, Instant at);

    /** The newest alarms of all assistants, or of one. @param assistantId {@code null} for all */
    List<Alert> newest(@Nullable String assistantId, int limit);
}
