package io.feedback4j.store.jdbc;

import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.StoreException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes results down together, and where the database refuses that, one by one, so that none holds up the others. */
final class ResultRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(ResultRecorder.class);
    private static final int ATTEMPTS = 3;

    private final Jdbc jdbc;

    ResultRecorder(Jdbc jdbc) {
        this.jdbc = jdbc;
    }

    void record(List<DeliveryResult> results, Instant now) {
        // In the order in which everybody locks; of one feedback, in the order in which it came.
        List<DeliveryResult> sorted = results.stream()
                .sorted(Comparator.comparing(result -> result.claim().id()))
                .toList();
        if (!isRecorded(sorted, now)) {
            // So that what the database refuses fails alone.
            sorted.forEach(one -> recordAlone(one, now));
        }
    }

    private void recordAlone(DeliveryResult result, Instant now) {
        if (isRecorded(List.of(result), now)) {
            return;
        }
        boolean recorded = isRecorded(List.of(bare(result)), now);
        LOG.warn(
                "The database refuses what became of {} at {}; {}",
                result.claim().id(),
                result.claim().destination(),
                recorded
                        ? "it is written down without the id and the problem that were told"
                        : "it is left as if it had not been answered");
    }

    /** Without anything that others have said. */
    private static DeliveryResult bare(DeliveryResult result) {
        return new DeliveryResult(
                result.claim(),
                result.state(),
                result.nextAt(),
                result.absences(),
                result.counts(),
                null,
                result.httpStatus(),
                result.problem() == null ? null : "the problem that was told cannot be kept",
                result.mayBeThere());
    }

    /** @return false when the database refuses something of it */
    private boolean isRecorded(List<DeliveryResult> results, Instant now) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                recordTogether(results, now);
                return true;
            } catch (StoreException e) {
                // Another node may have written the same down meanwhile, such as an id at the destination: it is seen
                // now.
                if (!StoreErrors.isAboutData(e.getCause())) {
                    throw e;
                }
            }
        }
        return false;
    }

    private void recordTogether(List<DeliveryResult> results, Instant now) {
        int unused = jdbc.write("record " + results.size() + " results", statements -> {
            for (DeliveryResult result : results) {
                ResultWriter.write(statements, result, now);
            }
            return results.size();
        });
    }
}
