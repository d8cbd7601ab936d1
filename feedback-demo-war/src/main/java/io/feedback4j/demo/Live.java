package io.feedback4j.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.background.Loop;
import io.feedback4j.demo.chat.Session;
import io.feedback4j.store.StoreException;
import io.feedback4j.web.EventFeed;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells each page what happens behind the scenes of its own session, as it happens: one thread for all who look, which is
 * there from the first of them on. A page that is too much is left to ask again and again.
 *
 * <p>Thread-safe.
 */
final class Live implements AutoCloseable {
    private static final int MAX_PAGES = 64;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration IDLE_PAUSE = Duration.ofHours(1);
    private static final int ROUNDS_BETWEEN_SIGNS = 60;
    private static final byte[] SIGN_OF_LIFE = ":\n\n".getBytes(UTF_8);
    /** What changes with each look without being news; that a wait is over is. */
    private static final Pattern COUNTDOWN = Pattern.compile("\"next_in_ms\":[1-9]\\d*");

    private final Function<String, Optional<ObjectNode>> scenes;
    private final Set<Place> places = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private @Nullable Loop loop;
    private boolean closed;

    /** @param scenes what is to be seen of a session; empty when it is not remembered */
    Live(Function<String, Optional<ObjectNode>> scenes) {
        this.scenes = scenes;
    }

    /** A feed for one page; empty when there are too many. */
    Optional<EventFeed> feed(Session session) {
        synchronized (lock) {
            return closed || places.size() >= MAX_PAGES ? Optional.empty() : Optional.of(new Place(session.id()));
        }
    }

    private boolean admit(Place place) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            places.add(place);
            if (loop == null) {
                loop = Loop.start("demo-live", this::round, Duration.ofSeconds(2));
            } else {
                loop.wake();
            }
            return true;
        }
    }

    private Duration round() {
        places.forEach(Place::look);
        return places.isEmpty() ? IDLE_PAUSE : PAUSE;
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
        places.forEach(Place::leave);
    }

    /** One page that looks. Compared by identity. */
    private final class Place implements EventFeed {
        private final String sessionId;
        private volatile @Nullable Listener listener;
        private String shown = "";
        private int quiet;

        Place(String sessionId) {
            this.sessionId = sessionId;
        }

        @Override
        public void begin(Listener page) {
            listener = page;
            if (!page.tell(SIGN_OF_LIFE) || !admit(this)) {
                page.close();
            }
        }

        @Override
        public void end(Listener page) {
            places.remove(this);
        }

        /** By the one thread only. */
        void look() {
            Optional<ObjectNode> scene;
            try {
                scene = scenes.apply(sessionId);
            } catch (StoreException away) {
                return;
            }
            scene.ifPresentOrElse(this::show, this::leave);
        }

        private void show(ObjectNode scene) {
            String text = scene.toString();
            String news = COUNTDOWN.matcher(text).replaceAll("\"next_in_ms\":1");
            if (!news.equals(shown)) {
                shown = news;
                tell(("data: " + text + "\n\n").getBytes(UTF_8));
            } else if (++quiet >= ROUNDS_BETWEEN_SIGNS) {
                tell(SIGN_OF_LIFE);
            }
        }

        private void tell(byte[] bytes) {
            quiet = 0;
            Listener page = listener;
            if (page != null && !page.tell(bytes)) {
                places.remove(this);
            }
        }

        void leave() {
            places.remove(this);
            Listener page = listener;
            if (page != null) {
                page.close();
            }
        }
    }
}
