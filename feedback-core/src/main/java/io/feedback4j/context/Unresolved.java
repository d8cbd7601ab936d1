package io.feedback4j.context;

import io.feedback4j.model.Target;
import io.feedback4j.store.StoreException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages whose words the application has not been asked for yet: a thousand at the most, since what is left out, as what
 * waits when the process ends, is asked for when somebody looks. A round asks for one.
 *
 * <p>Thread-safe; rounds are run by one loop.
 */
final class Unresolved implements Supplier<Duration> {
    private static final Logger LOG = LoggerFactory.getLogger(Unresolved.class);
    private static final int MAX_WAITING = 1_000;
    private static final Duration IDLE = Duration.ofHours(1);

    private final LinkedBlockingQueue<Target> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private final Consumer<Target> resolve;

    Unresolved(Consumer<Target> resolve) {
        this.resolve = resolve;
    }

    /** @return whether there was room */
    boolean add(Target target) {
        return waiting.offer(target);
    }

    void forget(String sessionId) {
        waiting.removeIf(target -> target.sessionId().equals(sessionId));
    }

    @Override
    public Duration get() {
        Target next = waiting.poll();
        if (next == null) {
            return IDLE;
        }
        try {
            resolve.accept(next);
        } catch (StoreException e) {
            LOG.debug("Words of a message are kept when somebody looks", e);
        }
        return Duration.ZERO;
    }
}
