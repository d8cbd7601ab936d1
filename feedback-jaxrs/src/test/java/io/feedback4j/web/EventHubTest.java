package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.EventPage;
import io.feedback4j.store.EventPosition;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Those who listen, and the one thread that tells them. */
class EventHubTest {
    private static final EventPosition START = EventPosition.startOf(Instant.EPOCH);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final EventHub hub = new EventHub(this::page, nanos::get);

    private EventPage page(EventPosition behind, int limit) {
        asked.incrementAndGet();
        if (broken.get()) {
            throw new StoreException(StoreException.Kind.TRANSIENT, "away", null);
        }
        return new EventPage(List.of(), behind, false);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void startsNothingBeforeSomebodyListens() {
        assertThat(hub.feed(START)).isNotNull();

        assertThat(threads()).isZero();
        assertThat(asked).hasValue(0);
    }

    @Test
    void asksOnceForAllWhoAreEquallyFar() throws InterruptedException {
        Ear one = listen();
        Ear other = listen();

        assertThat(one.next()).isEqualTo("retry: 2000\n\n");
        assertThat(other.next()).isEqualTo("retry: 2000\n\n");
        assertThat(threads()).isEqualTo(1);
    }

    @Test
    void givesASignOfLifeAlsoWhileTheStoreIsAway() throws InterruptedException {
        broken.set(true);
        Ear ear = listen();
        assertThat(ear.next()).startsWith("retry:");

        nanos.addAndGet(Duration.ofSeconds(16).toNanos());

        assertThat(ear.next()).isEqualTo(":\n\n");
    }

    @Test
    void letsNoMoreInThanItSays() {
        for (int i = 0; i < EventHub.MAX_LISTENERS; i++) {
            listen();
        }

        assertThat(hub.feed(START)).isNull();
        assertThat(hub.size()).isEqualTo(EventHub.MAX_LISTENERS);
    }

    @Test
    void forgetsWhoHasGone() {
        EventFeed feed = requireNonNull(hub.feed(START));
        Ear ear = new Ear();
        feed.begin(ear);

        feed.end(ear);

        assertThat(hub.size()).isZero();
    }

    @Test
    void forgetsWhoReadsTooSlowly() throws InterruptedException {
        Ear ear = listen();
        assertThat(ear.next()).startsWith("retry:");
        ear.deaf.set(true);

        nanos.addAndGet(Duration.ofSeconds(16).toNanos());

        assertThat(ear.next()).isEqualTo(":\n\n");
        assertThat(ear.refused.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void sendsEverybodyAwayAfterAnHour() throws InterruptedException {
        Ear ear = listen();

        nanos.addAndGet(Duration.ofMinutes(61).toNanos());

        assertThat(ear.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void leavesNoThreadAndNobodyWaitingWhenItIsClosed() throws InterruptedException {
        Ear ear = listen();

        hub.close();

        assertThat(ear.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(threads()).isZero();
        assertThat(hub.feed(START)).isNull();
    }

    private Ear listen() {
        Ear ear = new Ear();
        requireNonNull(hub.feed(START)).begin(ear);
        return ear;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("feedback-events"))
                .count();
    }

    /** Keeps what it is told. */
    private static final class Ear implements EventFeed.Listener {
        final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        final AtomicBoolean deaf = new AtomicBoolean();
        final CountDownLatch refused = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);

        String next() throws InterruptedException {
            return requireNonNull(told.poll(30, TimeUnit.SECONDS), "nothing was told");
        }

        @Override
        public boolean tell(byte[] bytes) {
            told.add(new String(bytes, UTF_8));
            if (deaf.get()) {
                refused.countDown();
                return false;
            }
            return true;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
