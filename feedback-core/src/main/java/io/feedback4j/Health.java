package io.feedback4j;

import io.feedback4j.reading.ImportReport;
import io.feedback4j.store.DestinationStatus;
import io.feedback4j.store.Ledger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the product is doing.
 *
 * @param up whether votes are taken and the books balance
 * @param problems what an operator must act on, in plain words; empty when nothing
 * @param store where votes are kept, in words
 * @param waitingForCommit how many votes wait for the writer at this moment
 * @param settlingInMemory how many votes the settle buffer holds
 * @param ledgers the books of each destination; empty while the store is down
 * @param destinations how each destination is doing; empty while the store is down
 * @param lastImport the last import since the start, or the one that runs; {@code null} when there was none
 */
public record Health(
        boolean up,
        List<String> problems,
        String store,
        int waitingForCommit,
        long settlingInMemory,
        List<Ledger> ledgers,
        List<DestinationStatus> destinations,
        @Nullable ImportReport lastImport) {

    public Health {
        problems = List.copyOf(problems);
        ledgers = List.copyOf(ledgers);
        destinations = List.copyOf(destinations);
    }
}
