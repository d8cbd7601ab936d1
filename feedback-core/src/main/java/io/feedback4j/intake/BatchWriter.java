package io.feedback4j.intake;

import io.feedback4j.intake.Intake.Busy;
import io.feedback4j.model.FeedbackIds;
import io.feedback4j.store.Change;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what waited with one commit and decides what everybody is told. One thread uses it. */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final long TOO_LONG_NANOS = Duration.ofSeconds(2).toNanos();

    /** An answer that is ready. {@code give} says whether there was none before. */
    record Answer(Waiting<?> to, BooleanSupplier how) {
        boolean give() {
            return how.getAsBoolean();
        }
    }

    private final FeedbackStore store;
    private final FeedbackIds ids;
    private final InstantSource clock;
    private final Consumer<? super Written> listener;
    private boolean down;

    BatchWriter(FeedbackStore store, FeedbackIds ids, InstantSource clock, Consumer<? super Written> listener) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.listener = listener;
    }

    /** Everybody in the batch gets exactly one answer, also when this throws. */
    void write(List<Waiting<?>> batch, long nowNanos, Consumer<List<Answer>> answers) {
        List<Waiting<?>> inTime = new ArrayList<>(batch.size());
        List<Waiting<?>> tooLate = new ArrayList<>();
        for (Waiting<?> waiting : batch) {
            (waiting.waitedNanos(nowNanos) > TOO_LONG_NANOS ? tooLate : inTime).add(waiting);
        }
        if (!tooLate.isEmpty()) {
            answers.accept(all(tooLate, waiting -> waiting.tellBusy(Busy.soon(), Busy.FULL)));
        }
        if (!inTime.isEmpty()) {
            answers.accept(write(inTime));
        }
    }

    private List<Answer> write(List<Waiting<?>> batch) {
        try {
            List<Answer> answers = writeTogether(batch);
            up();
            return answers;
        } catch (StoreException e) {
            down(e);
            return writeWithdrawals(batch);
        } catch (RuntimeException | Error e) {
            return alone(batch, e);
        }
    }

    private List<Answer> writeTogether(List<Waiting<?>> batch) {
        Instant now = clock.instant();
        List<Change> changes = new ArrayList<>(batch.size());
        for (Waiting<?> waiting : batch) {
            changes.add(waiting.change(ids, now));
        }
        List<Written> written = store.write(changes);
        List<Answer> answers = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            Waiting<?> waiting = batch.get(i);
            Written outcome = written.get(i);
            answers.add(new Answer(
                    waiting, () -> outcome instanceof Written.Held ? tellDown(waiting) : waiting.tell(outcome)));
        }
        tellListener(written);
        return answers;
    }

    private void tellListener(List<Written> written) {
        try {
            written.forEach(listener);
        } catch (RuntimeException e) {
            LOG.error("What was stored could not be passed on; it is found again later", e);
        }
    }

    /** A store that takes nothing new, such as on a disk that is almost full, still takes things back. */
    private List<Answer> writeWithdrawals(List<Waiting<?>> batch) {
        List<Waiting<?>> withdrawals =
                batch.stream().filter(Waiting.ToWithdraw.class::isInstance).toList();
        if (withdrawals.isEmpty() || withdrawals.size() == batch.size()) {
            return all(batch, BatchWriter::tellDown);
        }
        List<Answer> answers = new ArrayList<>(
                all(batch.stream().filter(Waiting.ToKeep.class::isInstance).toList(), BatchWriter::tellDown));
        try {
            answers.addAll(writeTogether(withdrawals));
        } catch (RuntimeException e) {
            answers.addAll(all(withdrawals, BatchWriter::tellDown));
        }
        return answers;
    }

    /** So that a bug that one of them brings out is not the others' harm. */
    private List<Answer> alone(List<Waiting<?>> batch, Throwable bug) {
        LOG.error("{} changes could not be written together", batch.size(), bug);
        if (batch.size() == 1 || bug instanceof Error) {
            return all(batch, waiting -> waiting.tell(bug));
        }
        List<Answer> answers = new ArrayList<>(batch.size());
        for (Waiting<?> waiting : batch) {
            answers.addAll(write(List.of(waiting)));
        }
        return answers;
    }

    private static boolean tellDown(Waiting<?> waiting) {
        return waiting.tellBusy(Busy.later(), Busy.DOWN);
    }

    private static List<Answer> all(List<Waiting<?>> batch, Function<Waiting<?>, Boolean> tell) {
        return batch.stream()
                .map(waiting -> new Answer(waiting, () -> tell.apply(waiting)))
                .toList();
    }

    private void down(StoreException e) {
        if (!down) {
            down = true;
            LOG.warn("Feedback cannot be stored, and callers are told to come back: {}", e.getMessage());
        }
    }

    private void up() {
        if (down) {
            down = false;
            LOG.info("Feedback is stored again");
        }
    }
}
