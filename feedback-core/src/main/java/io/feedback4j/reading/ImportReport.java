package io.feedback4j.reading;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run through a destination's list did and found, so far or in all.
 *
 * @param id names this run
 * @param state how it stands
 * @param startedAt when it began
 * @param finishedAt when it ended; {@code null} while it runs
 * @param problem why it failed, or waits, in plain words; {@code null} when nothing is wrong
 * @param pages how many pages were read
 * @param read how many records were on them
 * @param known how many of them belong to feedback that is here
 * @param imported how many were brought in
 * @param matched how many turned out to be records of ours whose id there was not known
 * @param waiting how many may be of ours that is still on its way, or would take its place: another time
 * @param refused how many belonged to what was taken back, erased or purged here
 * @param surplus how many are there beside the one that belongs there
 * @param left how many could not be brought in, by reason: {@code invalid}, {@code without_id}, {@code without_date},
 *     {@code too_old}
 * @param missing what was confirmed to us and is not in the list; empty unless the whole list was read
 * @param extra what is there and was not ours when it was read
 * @param different what is there and does not say what was sent
 */
public record ImportReport(
        String id,
        String destination,
        State state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String problem,
        long pages,
        long read,
        long known,
        long imported,
        long matched,
        long waiting,
        long refused,
        long surplus,
        Map<String, Long> left,
        Difference missing,
        Difference extra,
        Difference different) {

    /** How a run stands. */
    public enum State {
        /** It reads. */
        RUNNING,
        /** It has read the whole list. */
        DONE,
        /** It ended before. */
        FAILED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }

    /**
     * One way in which a destination and we differ.
     *
     * @param count how many
     * @param ids the first of their ids at the destination, at most {@value #MAX_IDS}
     */
    public record Difference(long count, List<String> ids) {
        /** How many ids are named. */
        public static final int MAX_IDS = 20;

        public Difference {
            ids = List.copyOf(ids);
        }
    }

    public ImportReport {
        requireNonNull(state, "state");
        left = Map.copyOf(left);
    }

    /** Whether the destination and we agree on everything but what we lack. */
    public boolean agrees() {
        return missing.count() == 0 && different.count() == 0;
    }
}
