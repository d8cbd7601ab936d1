package io.feedback4j.store.jdbc;

import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
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

    /** @return those that somebody holds the rows of */
    List<DeliveryResult> record(List<DeliveryResult> results, Instant now) {
        // In the order in which everybody locks; of one feedback, in the order in which it came.
        List<DeliveryResult> sorted = results.stream()
                .sorted(Comparator.comparing(result -> result.claim().id()))
                .toList();
        try {
            if (!isRecorded(sorted, now)) {
                // So that what the database refuses fails alone.
                sorted.forEach(one -> recordAlone(one, now));
            }
            return List.of();
        } catch (StoreException e) {
            if (!PostgresErrors.isLocked(e.getCause())) {
                throw e;
            }
            return recordFree(sorted, now);
        }
    }

    /** So that who holds a row for long stands in the way of nothing else. */
    private List<DeliveryResult> recordFree(List<DeliveryResult> results, Instant now) {
        List<DeliveryResult> held =
                jdbc.write("record those of " + results.size() + " results that nobody holds", statements -> {
                    HeldRows rows = new HeldRows(statements);
                    List<DeliveryResult> left = new ArrayList<>();
                    for (DeliveryResult result : results) {
                        if (rows.tryDo(part -> record(part, result, now)) == null) {
                            left.add(result);
                        }
                    }
                    return left;
                });
        LOG.warn("What became of {} deliveries is written down later: somebody holds their rows", held.size());
        return held;
    }

    private static DeliveryResult record(Statements statements, DeliveryResult result, Instant now)
            throws SQLException {
        ResultWriter.write(statements, result, now);
        return result;
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
