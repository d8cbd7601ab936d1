package io.feedback4j.intake;

import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.model.Target;
import io.feedback4j.store.Change;
import io.feedback4j.store.FeedbackQuery;
import io.feedback4j.store.FeedbackStore;
import io.feedback4j.store.StoreException;
import io.feedback4j.store.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Takes everything, unless it is told to fail or to hold still. */
final class FakeFeedbackStore implements FeedbackStore {
    final List<List<Change>> batches = new CopyOnWriteArrayList<>();
    final CountDownLatch entered = new CountDownLatch(1);
    volatile @Nullable CountDownLatch gate;
    volatile @Nullable RuntimeException failure;
    volatile boolean refusesNewOnly;
    volatile @Nullable String poison;
    volatile @Nullable String held;

    @Override
    public List<Written> write(List<Change> changes) {
        entered.countDown();
        awaitGate();
        batches.add(changes);
        RuntimeException toThrow = failure;
        if (toThrow != null && !(refusesNewOnly && changes.stream().allMatch(Change.Withdraw.class::isInstance))) {
            throw toThrow;
        }
        List<Written> written = new ArrayList<>();
        for (Change change : changes) {
            written.add(written(change));
        }
        return written;
    }

    private void awaitGate() {
        CountDownLatch closed = gate;
        try {
            if (closed != null) {
                closed.await();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the thread that writes must never be interrupted", e);
        }
    }

    private Written written(Change change) {
        if (change instanceof Change.Accept accept) {
            Target target = accept.feedback().target();
            if (target.messageId().equals(poison)) {
                throw new IllegalStateException("poison");
            }
            if (target.sessionId().equals(held)) {
                return new Written.Held();
            }
            Opinion opinion = accept.feedback().opinion();
            Feedback kept = new Feedback(accept.id(), target, 1, opinion, Status.CURRENT, accept.at(), accept.at());
            return new Written.Kept(new FeedbackRecord(kept, List.of()), accept.at());
        }
        return new Written.Unknown();
    }

    static StoreException outage() {
        return new StoreException(StoreException.Kind.TRANSIENT, "no disk", null);
    }

    @Override
    public List<FeedbackRecord> list(FeedbackQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<FeedbackRecord> find(String assistantId, FeedbackId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Feedback> history(Target target, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Feedback> current(String assistantId, String sessionId, String voter, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int forgetKeys(Instant before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int purge(Instant before, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Instant notedTime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void noteTime(Instant moment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] secret() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkWritable() {}
}
