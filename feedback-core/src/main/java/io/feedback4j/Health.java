package io.feedback4j;

import static java.util.Objects.requireNonNull;

import io.feedback4j.reading.ImportReport;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the product is doing.
 *
 * @param status whether votes are taken, and whether somebody must act
 * @param problems what an operator must act on, in plain words; empty when nothing
 * @param notices what an operator may want to know and need not act on: it mends itself, or was configured so
 * @param checkedAt when the store was last looked at; {@code null} before the first time
 * @param store where votes are kept, in words
 * @param waitingForCommit how many votes wait for the writer at this moment
 * @param settlingInMemory how many votes the settle buffer holds
 * @param ledgers the books of each destination; empty while the store is down
 * @param destinations how each destination is doing; empty while the store is down
 * @param lastImport the last import since the start, or the one that runs; {@code null} when there was none
 */
public record Health(
        Status status,
        List<String> problems,
        List<String> notices,
        @Nullable Instant checkedAt,
        String store,
        int waitingForCommit,
        long settlingInMemory,
        List<Ledger> ledgers,
        List<DestinationStatus> destinations,
        @Nullable ImportReport lastImport) {

    /** How it is, in one word. */
    public enum Status {
        /** All is well, or mends itself. */
        UP,
        /** Votes are taken and the books balance, and somebody must act on something. */
        ATTENTION,
        /** Votes cannot be taken, or the books do not balance. */
        DOWN;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** The word in JSON. */
        public String word() {
            return word;
        }
    }

    public Health {
        requireNonNull(status, "status");
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
        ledgers = List.copyOf(ledgers);
        destinations = List.copyOf(destinations);
    }

    /** Whether votes are taken and the books balance. */
    public boolean up() {
        return status != Status.DOWN;
    }

    /** For how long the oldest delivery of these books had been waiting when they were read; zero when none waits. */
    public Duration oldestWaiting(Ledger ledger) {
        Instant oldest = ledger.oldestWaiting();
        return oldest == null || checkedAt == null || checkedAt.isBefore(oldest)
                ? Duration.ZERO
                : Duration.between(oldest, checkedAt);
    }
}
