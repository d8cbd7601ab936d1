package io.feedback4j.reading;

import io.feedback4j.reading.ImportReport.Difference;
import io.feedback4j.reading.ImportReport.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what one run does and finds. One thread counts; a {@link #report} is for anybody. */
final class Tally {
    private final String id;
    private final String destination;
    private final Instant startedAt;
    private final Map<String, Long> left = new TreeMap<>();
    final Count missing = new Count();
    final Count extra = new Count();
    final Count different = new Count();
    long pages;
    long read;
    long known;
    long imported;
    long matched;
    long waiting;
    long refused;
    long surplus;

    Tally(String id, String destination, Instant startedAt) {
        this.id = id;
        this.destination = destination;
        this.startedAt = startedAt;
    }

    /** Counts, and keeps the first ids. */
    static final class Count {
        private final List<String> ids = new ArrayList<>();
        private long count;

        void add(String upstreamId) {
            count++;
            if (ids.size() < Difference.MAX_IDS) {
                ids.add(upstreamId);
            }
        }

        Difference difference() {
            return new Difference(count, ids);
        }
    }

    /** One could not be brought in. */
    void leave(String reason) {
        left.merge(reason, 1L, Long::sum);
    }

    ImportReport report(State state, @Nullable Instant finishedAt, @Nullable String problem) {
        return new ImportReport(
                id,
                destination,
                state,
                startedAt,
                finishedAt,
                problem,
                pages,
                read,
                known,
                imported,
                matched,
                waiting,
                refused,
                surplus,
                left,
                missing.difference(),
                extra.difference(),
                different.difference());
    }
}
