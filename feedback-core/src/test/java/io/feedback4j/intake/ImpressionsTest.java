package io.feedback4j.intake;

import static io.feedback4j.testing.Votes.ASSISTANT;
import static io.feedback4j.testing.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.model.Target;
import io.feedback4j.store.ImpressionStore;
import io.feedback4j.store.StoreException;
import io.feedback4j.testing.MutableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ImpressionsTest {
    private final FakeImpressionStore store = new FakeImpressionStore();

    @Test
    void writesWhatWasShownTogetherAndEachOnce() throws InterruptedException {
        store.gate = new CountDownLatch(1);
        try (Impressions impressions = Impressions.start(store, new MutableClock())) {
            impressions.offer(shown("first"));
            store.entered.await();
            impressions.offer(shown("a", "b"));
            impressions.offer(shown("b", "c"));
            store.open();

            assertThat(store.next()).containsExactly("first");
            assertThat(store.next()).containsExactly("a", "b", "c");
        }
    }

    @Test
    void takesNothingOfARequestThatDoesNotFit() throws InterruptedException {
        store.gate = new CountDownLatch(1);
        try (Impressions impressions = Impressions.start(store, new MutableClock(), 3)) {
            assertThat(impressions.offer(shown("a", "b"))).isTrue();
            assertThat(impressions.offer(shown("c", "d"))).isFalse();
            assertThat(impressions.offer(shown("e"))).isTrue();
            store.open();

            List<String> written = new ArrayList<>(store.next());
            while (written.size() < 3) {
                written.addAll(store.next());
            }
            assertThat(written).containsExactly("a", "b", "e");
        }
    }

    @Test
    void keepsWhatCannotBeWrittenAndWritesItWhenItIsClosed() {
        store.failure = new StoreException(StoreException.Kind.TRANSIENT, "away", null);
        Impressions impressions = Impressions.start(store, new MutableClock());
        impressions.offer(shown("a"));
        store.awaitFailed();
        store.failure = null;

        impressions.close();

        assertThat(store.written).containsExactly(List.of("a"));
        assertThat(impressions.offer(shown("b"))).isFalse();
    }

    @Test
    void forgetsASessionThatIsBeingErased() throws InterruptedException {
        store.gate = new CountDownLatch(1);
        Impressions impressions = Impressions.start(store, new MutableClock());
        impressions.offer(shown("first"));
        store.entered.await();
        impressions.offer(List.of(vote().session("other").message("stays").target()));
        impressions.offer(shown("goes"));
        store.open();

        impressions.forget(ASSISTANT, "session");
        impressions.close();

        assertThat(store.written).containsExactly(List.of("first"), List.of("stays"));
    }

    private static List<Target> shown(String... messages) {
        List<Target> shown = new ArrayList<>();
        for (String message : messages) {
            shown.add(vote().message(message).target());
        }
        return shown;
    }

    /** Takes everything, unless it is told to fail or to hold still. */
    private static final class FakeImpressionStore implements ImpressionStore {
        final BlockingQueue<List<String>> written = new LinkedBlockingQueue<>();
        final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch failed = new CountDownLatch(1);
        volatile @Nullable CountDownLatch gate;
        volatile @Nullable StoreException failure;

        @Override
        public int add(Collection<Target> shown, Instant at) {
            entered.countDown();
            CountDownLatch closed = gate;
            if (closed != null) {
                await(closed);
            }
            StoreException toThrow = failure;
            if (toThrow != null) {
                failed.countDown();
                throw toThrow;
            }
            written.add(shown.stream().map(Target::messageId).toList());
            return shown.size();
        }

        void open() {
            CountDownLatch closed = gate;
            if (closed != null) {
                closed.countDown();
            }
        }

        void awaitFailed() {
            await(failed);
        }

        List<String> next() throws InterruptedException {
            List<String> next = written.poll(20, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was written");
            }
            return next;
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(20, TimeUnit.SECONDS)) {
                    throw new AssertionError("it did not come");
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
