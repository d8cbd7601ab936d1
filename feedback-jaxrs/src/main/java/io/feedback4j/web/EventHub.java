package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.EventPage;
import io.feedback4j.background.Loop;
import io.feedback4j.store.EventPosition;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all who listen what happens, from one thread, which is there from the first listener on. While somebody listens the
 * store is asked every quarter of a second, once for all who are equally far; that is three short walks along indexes, and
 * the same whether the vote came to this node or to another. While nobody listens nothing is asked.
 *
 * <p>Nobody is waited for: a listener keeps a bounded number of bytes and is dropped when it reads too slowly; it can come
 * back with the cursor of what it has seen. After an hour a listener is sent away, so that it has to show again who it is.
 *
 * <p>Thread-safe.
 */
final class EventHub implements AutoCloseable {
    /** How many may listen at once. */
    static final int MAX_LISTENERS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
    private static final int PORTION = 200;
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** For those who are behind; it bounds what they can ask of the store. */
    private static final Duration SHORT_PAUSE = Duration.ofMillis(50);

    private static final Duration IDLE_PAUSE = Duration.ofHours(1);
    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long MAX_AGE_NANOS = Duration.ofHours(1).toNanos();
    private static final byte[] GREETING = "retry: 2000\n\n".getBytes(UTF_8);
    private static final byte[] HEARTBEAT = ":\n\n".getBytes(UTF_8);

    private final BiFunction<EventPosition, Integer, EventPage> pages;
    private final LongSupplier nanoTime;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private @Nullable Loop loop;
    private boolean closed;

    /** @param nanoTime the time that heartbeats are measured by */
    EventHub(BiFunction<EventPosition, Integer, EventPage> pages, LongSupplier nanoTime) {
        this.pages = pages;
        this.nanoTime = nanoTime;
    }

    /** @return a feed for one listener, or {@code null} when there are too many already */
    @Nullable
    EventFeed feed(EventPosition behind) {
        synchronized (lock) {
            return closed || places.size() >= MAX_LISTENERS ? null : new Place(behind, nanoTime.getAsLong());
        }
    }

    /** @return whether there is still room */
    private boolean admit(Place place) {
        synchronized (lock) {
            return !closed && places.size() < MAX_LISTENERS && places.add(place);
        }
    }

    private void wake() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            if (loop == null) {
                loop = Loop.start("events", this::round, Duration.ofSeconds(2));
            } else {
                loop.wake();
            }
        }
    }

    private Duration round() {
        try {
            return tell() ? SHORT_PAUSE : places.isEmpty() ? IDLE_PAUSE : PAUSE;
        } catch (StoreException e) {
            LOG.debug("What happened cannot be read at the moment", e);
            return PAUSE;
        } finally {
            long now = nanoTime.getAsLong();
            places.forEach(place -> place.beat(now));
        }
    }

    /** @return whether somebody is behind */
    private boolean tell() {
        Map<EventPosition, Portion> portions = new HashMap<>();
        boolean more = false;
        for (Place place : places) {
            Portion portion = portions.computeIfAbsent(place.behind, this::portion);
            place.tell(portion);
            more |= portion.more;
        }
        return more;
    }

    private Portion portion(EventPosition behind) {
        EventPage page = pages.apply(behind, PORTION);
        List<byte[]> messages = page.events().stream().map(EventWriter::message).toList();
        return new Portion(messages, page.next(), page.more());
    }

    private void sendAway(Place place) {
        places.remove(place);
        EventFeed.Listener listener = place.listener;
        if (listener != null) {
            listener.close();
        }
    }

    /** How many listen. */
    int size() {
        return places.size();
    }

    /** Sends all away. Idempotent. */
    @Override
    public void close() {
        Loop running;
        synchronized (lock) {
            closed = true;
            running = loop;
        }
        if (running != null) {
            running.close();
        }
        places.forEach(this::sendAway);
    }

    /** What all who are equally far are told. */
    private record Portion(List<byte[]> messages, EventPosition next, boolean more) {}

    /** Where one listener is. Compared by identity; moved on by the one thread only. */
    private final class Place implements EventFeed {
        private final long since;
        private volatile EventFeed.@Nullable Listener listener;
        private EventPosition behind;
        private long toldAt;

        Place(EventPosition behind, long now) {
            this.behind = behind;
            this.since = now;
            this.toldAt = now;
        }

        @Override
        public void begin(EventFeed.Listener newListener) {
            listener = newListener;
            if (newListener.tell(GREETING) && admit(this)) {
                wake();
            } else {
                newListener.close();
            }
        }

        @Override
        public void end(EventFeed.Listener goneListener) {
            places.remove(this);
        }

        void tell(Portion portion) {
            behind = portion.next;
            for (byte[] message : portion.messages) {
                send(message);
            }
        }

        void beat(long now) {
            if (now - since > MAX_AGE_NANOS) {
                sendAway(this);
            } else if (now - toldAt > HEARTBEAT_NANOS) {
                send(HEARTBEAT);
            }
        }

        private void send(byte[] bytes) {
            EventFeed.Listener to = listener;
            toldAt = nanoTime.getAsLong();
            if (to != null && !to.tell(bytes)) {
                places.remove(this);
            }
        }
    }
}
