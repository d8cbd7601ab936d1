package io.feedback4j.settle;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds the last word on each target until its settle window ends, so that a normal vote is delivered without a query
 * to find it.
 *
 * <p>It is a hint and never the truth: what it forgets (for its size, for a full queue, for a crash) the store still
 * has, and what it hands out may have been replaced or taken back meanwhile, which the claim in the store finds out.
 *
 * <p>It has no thread of its own: what has expired is noticed when {@link #takeDue} is called, at most about a second
 * after its deadline, which is how finely the cache keeps time.
 *
 * <p>Thread-safe; {@link #kept} and {@link #withdrawn} are meant to be called in commit order by one thread.
 */
public final class SettleBuffer {
    private final InstantSource clock;
    private final boolean holdsNothing;
    private final Cache<Target, Settling> settling;
    private final Map<String, DueQueue> due;
    private final AtomicLong forgotten = new AtomicLong();

    /**
     * @param maximumWeight how many bytes what is settling may weigh, by a careful estimate, and at most 4 MiB more for
     *     each destination while it waits to be taken; 0 holds nothing at all
     * @param clock what deadlines are compared with
     * @param ticker how time passes inside the buffer
     * @param destinations who takes what is due, each all of it; without any nothing is held
     */
    public SettleBuffer(long maximumWeight, InstantSource clock, Ticker ticker, Collection<String> destinations) {
        this.clock = requireNonNull(clock, "clock");
        this.holdsNothing = maximumWeight == 0 || destinations.isEmpty();
        this.due = destinations.stream().collect(toUnmodifiableMap(name -> name, name -> new DueQueue(maximumWeight)));
        this.settling = Caffeine.newBuilder()
                .maximumWeight(maximumWeight)
                .weigher((Target target, Settling entry) -> entry.weight(target))
                .expireAfter(Expiry.writing((Target target, Settling entry) -> entry.window()))
                .ticker(requireNonNull(ticker, "ticker"))
                .executor(Runnable::run)
                .evictionListener(this::evicted)
                .build();
    }

    /**
     * Holds this until its deadline, in place of whatever was held for its target.
     *
     * @return whether it is due already, so that whoever delivers had better be woken
     */
    public boolean kept(Feedback feedback, Instant deadline) {
        if (holdsNothing) {
            return false;
        }
        Duration window = Duration.between(clock.instant(), deadline);
        if (window.isZero() || window.isNegative()) {
            settling.invalidate(feedback.target());
            offer(feedback);
            return true;
        }
        settling.put(feedback.target(), Settling.of(feedback, window));
        return false;
    }

    /** Forgets this feedback, if it is the one held for its target. */
    public void withdrawn(Target target, FeedbackId id) {
        Settling held = settling.asMap().get(target);
        if (held != null && held.is(id)) {
            settling.asMap().remove(target, held);
        }
    }

    /**
     * Takes out what is due at a destination, in about the order it came due. Whatever is not delivered is found by the
     * sweep later.
     *
     * @param destination one of those that were named at the start
     */
    public List<Feedback> takeDue(String destination, int limit) {
        settling.cleanUp();
        return requireNonNull(due.get(destination), destination).take(limit);
    }

    /** How many are settling in memory now, about. */
    public long size() {
        return settling.estimatedSize();
    }

    /**
     * How many were forgotten for lack of room since the start, by each destination that they were due at; the sweep
     * delivers them a little later.
     */
    public long forgotten() {
        return forgotten.get();
    }

    private void evicted(@Nullable Target target, @Nullable Settling entry, RemovalCause cause) {
        if (cause == RemovalCause.EXPIRED && target != null && entry != null) {
            offer(entry.feedback(target));
        } else {
            forgotten.incrementAndGet();
        }
    }

    private void offer(Feedback feedback) {
        for (DueQueue queue : due.values()) {
            if (!queue.offer(feedback)) {
                forgotten.incrementAndGet();
            }
        }
    }
}
